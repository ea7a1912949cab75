import { PHONE, useMedia } from '../use-media.ts'
import './controls.css'

interface Option {
  readonly id: string
  readonly label: string
}

interface Props {
  readonly label: string
  readonly options: readonly Option[]
  /** Id of the option that holds. */
  readonly value: string
  /** A list that opens even where there is room: for what is not the main thing. */
  readonly isList?: boolean
  onChoose(id: string): void
}

/** So many letters stand side by side on a phone and elsewhere; each option takes two more for its edges. */
const ROOM = { phone: 40, desk: 56 }

/** One of a few: side by side where there is room, else a list that opens. */
export function Choice({ label, options, value, isList = false, onChoose }: Props) {
  const isPhone = useMedia(PHONE)
  const letters = options.reduce((sum, option) => sum + option.label.length + 2, 0)
  if (isList || letters > ROOM[isPhone ? 'phone' : 'desk'])
    return (
      <label className="choice">
        <span>{label}</span>
        <select value={value} onChange={(event) => onChoose(event.target.value)}>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <div className="choice">
      <span aria-hidden="true">{label}</span>
      <fieldset className="segments" aria-label={label}>
        {options.map((option) => (
          <button key={option.id} type="button" aria-pressed={option.id === value} onClick={() => onChoose(option.id)}>
            {option.label}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

import { type FormEvent, useState } from 'react'
import { type OwnInput, type OwnShape, presets } from '#domain/quality/own-model.ts'
import { acceptModel, type Candidate, dismissModel, useOwnModels } from '#stores/lab/own-models.ts'
import { plural } from '#ui/format.ts'
import { pickModels } from './pick-model.ts'

/** A dropped ONNX: what it takes, how its pixels are to be prepared, and what is wrong where something is. */
export function OwnModelPanel() {
  const candidate = useOwnModels((state) => state.candidate)
  const waiting = useOwnModels((state) => state.waiting.length)
  return candidate && <Considered key={candidate.turn} candidate={candidate} waiting={waiting} />
}

interface Props {
  readonly candidate: Candidate
  /** How many others come after it. */
  readonly waiting: number
}

function Considered({ candidate: { file, shape, progress, failure }, waiting }: Props) {
  return (
    <section className="own-panel" aria-label="Your model">
      <header>
        <h3>{file.name}</h3>
        <span className="quiet" aria-live="polite">
          {words(shape, progress !== null, failure !== null)}
        </span>
        {waiting > 0 && <span className="quiet">{plural(waiting, 'more model')} after this.</span>}
        <button type="button" className="link" onClick={dismissModel}>
          {progress ? 'Stop' : waiting > 0 ? 'Skip' : 'Close'}
        </button>
      </header>
      {failure && (
        <p className="lab-failure">
          <b>{failure.message}</b> {failure.remedy}{' '}
          <button type="button" className="link" onClick={() => void pickModels()}>
            Choose another
          </button>
        </p>
      )}
      {shape && !progress && <Preparation shape={shape} />}
      {progress && <progress aria-label="Making the scale" value={progress.done} max={Math.max(progress.total, 1)} />}
    </section>
  )
}

function words(shape: OwnShape | null, isRunning: boolean, hasFailed: boolean): string {
  if (isRunning) return 'Making its scale from the crops at hand.'
  if (shape) return `Takes ${shapeWords(shape)}.`
  return hasFailed ? '' : 'Looking into it.'
}

function shapeWords({ size, layout, batch, free }: OwnShape): string {
  const side = free ? 'crops of any size' : `crops of ${size} × ${size}`
  return `${side}, ${layout === 'nchw' ? 'channels first' : 'channels last'}, ${batch === null ? 'any number' : batch === 1 ? 'one' : batch} at a time`
}

/** Values that the graph cannot tell: a preset, or numbers of one's own. */
function Preparation({ shape }: { readonly shape: OwnShape }) {
  const [preset, setPreset] = useState<string>(presets[0].id)
  const [fault, setFault] = useState('')
  const known = presets.find(({ id }) => id === preset) ?? presets[0]
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const three = (name: string) => numbers(`${form.get(name)}`)
    const mean = three('mean')
    const std = three('std')
    if (!mean || !std || std.includes(0))
      return setFault('Mean and divisor are one number or three, the divisor not 0.')
    const { layout, batch } = shape
    const size = shape.free ? Number(form.get('size')) : shape.size
    const order: OwnInput['order'] = form.get('order') === 'bgr' ? 'bgr' : 'rgb'
    void acceptModel({ size, layout, batch, order, mean, std })
  }
  return (
    <form className="own-form" onSubmit={submit}>
      <label>
        Prepared as for
        <select value={preset} onChange={(event) => setPreset(event.target.value)}>
          {presets.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Order
        <select name="order" key={`order ${preset}`} defaultValue={known.order}>
          <option value="rgb">RGB</option>
          <option value="bgr">BGR</option>
        </select>
      </label>
      <Three name="mean" label="Mean, of 0–255" key={`mean ${preset}`} values={known.mean} />
      <Three name="std" label="Divided by" key={`std ${preset}`} values={known.std} />
      {shape.free && (
        <label>
          Side, px
          <input name="size" type="number" min={16} max={1024} defaultValue={shape.size} required />
        </label>
      )}
      <button type="submit" className="button main">
        Add to the bench
      </button>
      {fault && <p role="alert">{fault}</p>}
    </form>
  )
}

function Three({
  name,
  label,
  values,
}: {
  readonly name: string
  readonly label: string
  readonly values: readonly number[]
}) {
  const shown = values.every((value) => value === values[0])
    ? `${values[0]}`
    : values.map((value) => value.toFixed(3)).join(', ')
  return (
    <label>
      {label}
      <input
        name={name}
        defaultValue={shown}
        required
        pattern="\s*-?[\d.]+(\s*,\s*-?[\d.]+\s*,\s*-?[\d.]+)?\s*"
        title="One number, or three with commas between."
      />
    </label>
  )
}

/** One number for all three channels, or three; null where it is neither. */
function numbers(text: string): readonly [number, number, number] | null {
  const values = text.split(',').map(Number)
  if (values.length > 3 || values.some((value) => !Number.isFinite(value))) return null
  const [first = 0, second = first, third = first] = values
  return [first, second, third]
}

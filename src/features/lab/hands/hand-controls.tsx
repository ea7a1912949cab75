import type { Misalignment } from '#domain/alignment/misalignment.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { limits, untouched } from '#stores/lab/hand.ts'
import { Slider } from '#ui/controls/slider.tsx'
import { fixed, signed } from '#ui/format.ts'
import { withMisalignment } from './gestures.ts'

interface Control {
  readonly of: keyof Misalignment
  readonly label: string
  /** Units of the control that make 1 of the value. */
  readonly units: number
  readonly step: number
  readonly format: (value: number) => string
}

const percent = (value: number) => `${signed(value)}%`

const controls: readonly Control[] = [
  { of: 'rotation', label: 'Turn', units: 1, step: 1, format: (value) => `${signed(value)}°` },
  { of: 'scale', label: 'Scale', units: 1, step: 0.01, format: (value) => fixed(value, 2) },
  { of: 'shiftX', label: 'Move x', units: 100, step: 1, format: percent },
  { of: 'shiftY', label: 'Move y', units: 100, step: 1, format: percent },
  { of: 'jitter', label: 'Jitter', units: 100, step: 1, format: (value) => `${fixed(value, 0)}%` },
  { of: 'seed', label: 'Seed', units: 1, step: 1, format: (value) => fixed(value, 0) },
]

/** The whole template by slider: turn, scale, shift in percent of the crop’s side, jitter in percent of the eye distance. */
export function HandControls() {
  const { misalignment } = useExperiment((state) => state.hand)
  return (
    <fieldset className="hand-controls" aria-label="Misalignment">
      {controls.map(({ of, label, units, step, format }) => (
        <Slider
          key={of}
          label={label}
          value={misalignment[of] * units}
          min={limits[of].min * units}
          max={limits[of].max * units}
          step={step}
          format={format}
          neutral={untouched.misalignment[of] * units}
          onChange={(value) => change(of, value / units)}
          onCommit={() => useExperiment.getState().settle()}
        />
      ))}
    </fieldset>
  )
}

function change(of: keyof Misalignment, value: number) {
  const { hand, move } = useExperiment.getState()
  move(withMisalignment(hand, { [of]: value }))
}

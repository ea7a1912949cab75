import { Popover } from 'radix-ui'
import type { WatchStage } from '#engine/protocol.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import { useCamera } from '#stores/live/camera.ts'
import { useShown } from '#stores/live/live.ts'
import type { Pace } from '#stores/live/loop.ts'
import { useMainReadings } from '#stores/live/readings.ts'
import { count, fixed, plural, whole } from '#ui/format.ts'

/** How fast the camera's frames are scored; nothing while it is off. */
export function LiveStatus() {
  const isOn = useCamera(({ state }) => state === 'on')
  const { session, pace } = useShown()
  const baseline = useEngine(({ info }) => modelOf(info, 'baseline')?.id ?? '')
  const { student } = useMainReadings()
  if (!isOn || !pace) return null
  const rate = session.rates[baseline] ?? 0
  return (
    <span className="live-status">
      <b>{whole(pace.fps)} fps</b> · baseline {fixed(rate, rate < 10 ? 1 : 0)} a second · P6{' '}
      {student?.cycle == null ? 'being measured' : `every ${fixed(student.cycle / 1000, 1)} s`} · <Stages pace={pace} />
    </span>
  )
}

const words: Readonly<Record<WatchStage, string>> = {
  read: 'Read the frame',
  find: 'Find the faces',
  align: 'Align',
  score: 'Score, student',
  extras: 'Baseline and P6',
}

function Stages({ pace: { shown, dropped, stages } }: { readonly pace: Pace }) {
  return (
    <Popover.Root>
      <Popover.Trigger className="link">{count(dropped)} dropped</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" sideOffset={8} collisionPadding={12} aria-label="Milliseconds a stage">
          <table>
            <tbody>
              {Object.entries(words).map(([stage, label]) => (
                <tr key={stage}>
                  <th>{label}</th>
                  <td className="number">{fixed(stages[stage as WatchStage], 1)} ms</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            Of {plural(shown, 'frame')} that were shown, {count(dropped)} were not scored: a newer one had come.
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

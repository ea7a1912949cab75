import { type Benched, useBenchable } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { FaceMenu } from './face-menu.tsx'

/** Which face is on the bench, and a menu of all others. */
export function FaceChoice({ photo, face }: Benched) {
  const faces = useBenchable()
  const choose = useExperiment((state) => state.choose)
  return (
    <>
      <h2>{photo.name}</h2>
      <span className="count">
        face {face.index + 1} of {photo.faces.length}
      </span>
      {faces.length > 1 && (
        <FaceMenu faces={faces} value={face.id} onChoose={choose}>
          <button type="button" className="button bare" aria-label="Choose another face">
            <Icon name="down" />
          </button>
        </FaceMenu>
      )}
    </>
  )
}

/** A second face for the grid, where there is one to choose. */
export function SecondFace({ face }: Benched) {
  const others = useBenchable().filter((one) => one.face.id !== face.id)
  const secondId = useExperiment((state) => state.secondId)
  const chooseSecond = useExperiment((state) => state.chooseSecond)
  if (others.length === 0) return null
  const second = others.find((one) => one.face.id === secondId)
  return (
    <FaceMenu faces={others} value={second?.face.id ?? ''} none="No second face" onChoose={chooseSecond}>
      <button type="button" className="link">
        {second ? `With ${second.photo.name}` : 'Compare with another face'}
      </button>
    </FaceMenu>
  )
}

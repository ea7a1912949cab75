import { type Benched, nameOf, useHasOthers, useSecond } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { FaceMenu } from './face-menu.tsx'

/** Which face is on the bench, and a list of all others. */
export function FaceChoice({ photo, face }: Benched) {
  const hasOthers = useHasOthers(face.id)
  const choose = useExperiment((state) => state.choose)
  return (
    <>
      <h2>{photo.name}</h2>
      <span className="count">
        face {face.index + 1} of {photo.faces.length}
      </span>
      {hasOthers && (
        <FaceMenu value={face.id} onChoose={choose}>
          <button type="button" className="button bare" aria-label="Choose another face">
            <Icon name="down" />
          </button>
        </FaceMenu>
      )}
    </>
  )
}

/** A second face for the grid, where there is one to choose. */
export function SecondFace({ face }: Pick<Benched, 'face'>) {
  const hasOthers = useHasOthers(face.id)
  const second = useSecond(face.id)
  const chooseSecond = useExperiment((state) => state.chooseSecond)
  if (!hasOthers) return null
  return (
    <FaceMenu value={second?.face.id ?? null} except={face.id} none="No second face" onChoose={chooseSecond}>
      <button type="button" className="link">
        {second ? `With ${nameOf(second)}` : 'Compare with another face'}
      </button>
    </FaceMenu>
  )
}

import { useExperiment } from '#stores/lab/experiment.ts'
import type { Place } from '#stores/lab/places.ts'
import { usePhotos } from '#stores/photos/photos.ts'

/** Says which faces the address names that are not here: photos stay on the device, and an address holds none. */
export function Awaited() {
  const { first, second } = useExperiment((state) => state.awaited)
  const isSearching = usePhotos(({ pending }) => pending.photos > 0)
  const places = [first, second].filter((place) => place !== null)
  if (places.length === 0 || isSearching) return null
  return (
    <p className="lab-awaited" role="status">
      <span>
        The address means {places.map(inWords).join(' and ')}, which {places.length > 1 ? 'are' : 'is'} not here. An
        address never holds a photo: add the same photos in the same order.
      </span>
      <button
        type="button"
        className="link"
        onClick={() => useExperiment.setState({ awaited: { first: null, second: null } })}
      >
        Go on without
      </button>
    </p>
  )
}

const inWords = ({ photo, face }: Place) => `face ${face} of photo ${photo}`

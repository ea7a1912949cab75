import { DropdownMenu } from 'radix-ui'
import { addToPhotos, isAmong, type KeptShot, removeShot, useShots, zipShots } from '#stores/live/shots.ts'
import { shotToLab } from '#stores/live/to-lab.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { whole } from '#ui/format.ts'
import { Picture } from '#ui/picture.tsx'
import { SaveFailure, useSaving } from '#ui/save-failure.tsx'
import { saveFile } from '#ui/save-file.ts'

/** The frames that were kept, best first. */
export function BestShots() {
  const { shots, refusal } = useShots()
  const saving = useSaving()
  const saveAll = () => saving.save(async () => saveFile(await zipShots(shots), 'live-shots.zip'))
  return (
    <section className="live-best" aria-label="Best shots">
      <div>
        <h2>Best shots</h2>
        <p className="quiet" role="status">
          {refusal || 'at least 1 s apart, kept until you close the page'}
        </p>
      </div>
      {shots.length > 0 ? (
        <ul>
          {shots.map((shot) => (
            <li key={shot.id}>
              <ShotMenu shot={shot} save={saving.save} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet live-best-none">A good and steady frame is kept by itself. Keep any other by hand.</p>
      )}
      <SaveFailure {...saving}>
        <button type="button" className="button" disabled={shots.length === 0} onClick={saveAll}>
          <Icon name="export" />
          Save all
        </button>
      </SaveFailure>
    </section>
  )
}

interface ShotProps {
  readonly shot: KeptShot
  save(how: () => Promise<void>): void
}

function ShotMenu({ shot, save }: ShotProps) {
  const { score, since, picture, name } = shot
  const isPhoto = usePhotos((photos) => isAmong(photos, shot))
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="live-shot"
        aria-label={`Score ${whole(score)} at ${clock(since)}${isPhoto ? ', among the photos' : ''}`}
      >
        <Picture blob={shot.thumbnail} alt="" />
        <span>
          <b>{whole(score)}</b>
          {isPhoto && <Icon name="check" />}
          {clock(since)}
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={12}>
          <DropdownMenu.Item disabled={isPhoto} onSelect={() => addToPhotos(shot)}>
            {isPhoto ? 'Among the photos' : 'Add to the photos'}
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => shotToLab(shot)}>Open in the Lab</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => save(() => saveFile(picture, name))}>Save as PNG</DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => removeShot(shot.id)}>Remove</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** `0:12` */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`
}

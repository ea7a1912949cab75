import { DropdownMenu } from 'radix-ui'
import { pickPhotos } from '#stores/photos/files.ts'
import { useTally } from '#stores/photos/rows.ts'
import { type Sort, useSettings, type View } from '#stores/settings.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { Tip } from '#ui/controls/tip.tsx'
import { plural } from '#ui/format.ts'

const sorts: Readonly<Record<Sort, string>> = {
  'score-high': 'Score, high first',
  'score-low': 'Score, low first',
  'steady-first': 'Steadiest first',
  'steady-last': 'Least steady first',
  name: 'Name',
}

/** How much there is, in which order and in which form. */
export function Head() {
  const { photos, faces } = useTally()
  return (
    <div className="bar">
      <h2>{plural(photos, 'photo')}</h2>
      <span className="count">{plural(faces, 'face')}</span>
      <span className="spacer" />
      <SortMenu />
      <ViewSwitch />
      <IconButton icon="add" label="Add photos" keys="O" onClick={() => void pickPhotos()} />
    </div>
  )
}

function SortMenu() {
  const { sort, setSort } = useSettings()
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button">
        <span className="lead-in desk-only">Sort</span>
        {sorts[sort]} <Icon name="down" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup value={sort} onValueChange={(value) => setSort(value as Sort)}>
            {Object.entries(sorts).map(([id, label]) => (
              <DropdownMenu.RadioItem key={id} value={id}>
                <DropdownMenu.ItemIndicator>
                  <Icon name="check" />
                </DropdownMenu.ItemIndicator>
                {label}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function ViewSwitch() {
  const { view, setView } = useSettings()
  const option = (value: View, label: string) => (
    <Tip text={`${label} (G)`}>
      <button type="button" aria-pressed={view === value} aria-label={label} onClick={() => setView(value)}>
        <Icon name={value} />
      </button>
    </Tip>
  )
  return (
    <fieldset className="segments desk-only" aria-label="View">
      {option('list', 'List')}
      {option('grid', 'Grid')}
    </fieldset>
  )
}

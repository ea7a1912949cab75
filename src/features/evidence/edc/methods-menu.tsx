import { DropdownMenu } from 'radix-ui'
import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import { type View, want } from '#stores/evidence/choice.ts'
import { Icon } from '#ui/controls/icon.tsx'

/** Which methods are drawn besides student and baseline. */
export function MethodsMenu({ results, choice: { also } }: View) {
  const drawn = [methodOfKind(results, 'student')?.id, methodOfKind(results, 'baseline')?.id]
  const others = results.methods.filter(({ id }) => !drawn.includes(id))
  if (others.length === 0) return null
  const toggle = (id: string) => want({ also: also.includes(id) ? also.filter((one) => one !== id) : [...also, id] })
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="link">Other methods</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {others.map(({ id, label }) => (
            <DropdownMenu.CheckboxItem
              key={id}
              checked={also.includes(id)}
              // Several may be wanted.
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={() => toggle(id)}
            >
              <DropdownMenu.ItemIndicator>
                <Icon name="check" />
              </DropdownMenu.ItemIndicator>
              {label}
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

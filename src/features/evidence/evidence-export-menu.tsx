import { DropdownMenu } from 'radix-ui'
import { csvText } from '#domain/csv.ts'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import { loadWhole } from '#stores/evidence/results.ts'
import { useExporting } from '#stores/photos/exporting.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { SaveFailure, useSaving } from '#ui/save-failure.tsx'
import { saveFile } from '#ui/save-file.ts'

interface Export {
  readonly label: string
  readonly note: string
  readonly file: string
  readonly type: string
  text(results: EvaluationResults): string
}

const files: readonly Export[] = [
  {
    label: 'Every row (CSV)',
    note: 'all sets and judges',
    file: 'plumb-evidence.csv',
    type: 'text/csv',
    text: (results) => csvText(allRows(results)),
  },
  {
    label: 'Results (JSON)',
    note: 'as evaluated',
    file: 'plumb-evidence.json',
    type: 'application/json',
    text: (results) => `${JSON.stringify(results, null, 1)}\n`,
  },
]

/** Saves all that was evaluated; a figure's own button saves that figure. */
export function EvidenceExportMenu() {
  const open = useExporting()
  const saving = useSaving()
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={(next) => useExporting.setState(next, true)}>
      <SaveFailure {...saving}>
        <DropdownMenu.Trigger className="button">
          <Icon name="export" />
          Export
        </DropdownMenu.Trigger>
      </SaveFailure>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {files.map(({ label, note, file, type, text }) => (
            <DropdownMenu.Item
              key={file}
              onSelect={() => saving.save(async () => saveFile(new Blob([text(await loadWhole())], { type }), file))}
            >
              {label} <span className="note">{note}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** The rows as they are, lists and groups of figures as columns of their own, with the hashes behind them. */
export function allRows({ rows, methods, judges, created, app }: EvaluationResults): readonly CsvRow[] {
  const hashOf = (list: readonly { readonly id: string; readonly sha256: string | null }[], id: string) =>
    list.find((one) => one.id === id)?.sha256 ?? null
  return rows.map(({ pauc30_ci, fnmr_after, too_few_impostors, ...row }) => ({
    ...row,
    too_few_impostors: Number(too_few_impostors),
    pauc30_low: pauc30_ci?.[0] ?? null,
    pauc30_high: pauc30_ci?.[1] ?? null,
    fnmr_after_1: fnmr_after[1],
    fnmr_after_5: fnmr_after[5],
    fnmr_after_20: fnmr_after[20],
    method_sha256: hashOf(methods, row.method),
    judge_sha256: hashOf(judges, row.judge),
    evaluated: created,
    app_version: app.version,
  }))
}

import type { CardGroups } from '#domain/quality/manifest.ts'
import { count, whole } from '#ui/format.ts'

/** How a model's scores are spread over groups of people, and what that does not say. */
export function GroupTable({ label, images, note, command, rows }: CardGroups) {
  const attributes = [...new Set(rows.map(({ attribute }) => attribute))]
  const title = `Scores by ${new Intl.ListFormat('en-GB').format(attributes.map((name) => name.toLowerCase()))}`
  return (
    <details className="evidence-groups">
      <summary>{title}</summary>
      <p className="quiet">
        {count(images)} properly aligned photos of {label}. {note}
      </p>
      <table className="chart-table" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">Group</th>
            {['Photos', 'Median', 'Half lie in', 'Higher'].map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {attributes.map((attribute) => (
          <tbody key={attribute}>
            <tr>
              <th scope="rowgroup" colSpan={5}>
                {attribute}
              </th>
            </tr>
            {rows
              .filter((row) => row.attribute === attribute)
              .map(({ value, images, quartiles: [low, median, high], higher }) => (
                <tr key={value}>
                  <th scope="row">{value}</th>
                  <td className="number">{count(images)}</td>
                  <td className="number">{whole(median)}</td>
                  <td className="number">
                    {whole(low)}–{whole(high)}
                  </td>
                  <td className="number">{higher === null ? '–' : `${whole(100 * higher)}%`}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
      <p className="quiet">
        Median: half of the group scores below. Half lie in: a quarter scores below that, a quarter above. Higher: in
        how many pairs of one of the group and one of the rest the former scores higher; 50% is no difference.{' '}
        <code>{command}</code>
      </p>
    </details>
  )
}

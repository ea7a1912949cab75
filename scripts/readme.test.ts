import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const readme = readFileSync('README.md', 'utf8')

describe('the README', () => {
  it.each([
    ['ts', 'examples/score-crop.ts'],
    ['python', 'examples/score_crop.py'],
    ['ts', 'examples/mend-crops.ts'],
    ['python', 'examples/mend_crops.py'],
  ])('shows the tested %s example, %s, as it is', (language, file) => {
    expect(readme).toContain(`\`\`\`${language}\n${readFileSync(file, 'utf8')}\`\`\``)
  })

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

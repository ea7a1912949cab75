import { expect, it } from 'vitest'
import { standing } from './standing.ts'

it('standing(env, folder) is where npm was called', () => {
  expect(standing({ npm_package_json: '/plumb/package.json', INIT_CWD: '/home/ana' }, '/plumb')).toBe('/home/ana')
})

it.each([
  ['npm is not there', {}],
  ['npm runs another package', { npm_package_json: '/other/package.json', INIT_CWD: '/other' }],
  ['an old npm does not tell', { npm_package_json: '/plumb/package.json' }],
])('standing(env, folder) is the folder where %s', (_, env) => {
  expect(standing(env, '/plumb')).toBe('/plumb')
})

import { defineConfig, mergeConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      include: ['src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
      restoreMocks: true,
      // Real pictures on a busy machine: a test that hangs fails all the same, none fails for being slow.
      testTimeout: 30_000,
    },
  }),
)

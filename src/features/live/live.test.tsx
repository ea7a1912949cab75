// @vitest-environment happy-dom
import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { madeFrame } from '#domain/live/made-face.ts'
import { emptySession, observe } from '#domain/live/session.ts'
import { useEngine } from '#stores/engine.ts'
import { startCamera, turnOff, useCamera } from '#stores/live/camera.ts'
import { FakeCameras } from '#stores/live/fake-camera.ts'
import { useLive, useShown } from '#stores/live/live.ts'
import { useRecording } from '#stores/live/recording.ts'
import { useShots } from '#stores/live/shots.ts'
import { info } from '#stores/photos/examples.ts'
import { Live } from './live.tsx'

let cameras: FakeCameras

beforeEach(() => {
  cameras = new FakeCameras()
  cameras.install()
  useEngine.setState({ status: { state: 'loading', progress: { loaded: 0, total: 0 }, isStalled: false }, info: null })
  useLive.setState(useLive.getInitialState(), true)
  useShown.setState(useShown.getInitialState(), true)
  useShots.setState(useShots.getInitialState(), true)
  useRecording.setState(useRecording.getInitialState(), true)
})
afterEach(() => {
  cleanup()
  turnOff()
})

const show = () =>
  render(
    <Tooltip.Provider>
      <Live />
    </Tooltip.Provider>,
  )

const button = (name: string | RegExp) => screen.getByRole('button', { name })

/** The page as after these frames, of the models in the examples. */
function watched(...frames: readonly Parameters<typeof madeFrame>[]) {
  const session = frames.reduce((before, frame) => observe(before, madeFrame(...frame)), emptySession)
  act(() => {
    useLive.setState({ session })
    useShown.setState({ session })
  })
}

/** Only while no camera is on, which the engine would have to watch: it is not there. */
const knowModels = () => act(() => useEngine.setState({ status: { state: 'ready', info }, info }))

/** In milliseconds; the first render of everything takes seconds on a busy machine. */
const timeout = 30_000

describe('before the camera', { timeout }, () => {
  it('says what happens to pictures, and asks only when a person starts', async () => {
    show()
    screen.getByText('Pictures stay on this device and are not recorded.')
    expect(cameras.tracks).toHaveLength(0)
    await userEvent.click(button('Start camera'))
    expect(cameras.running).toBe(1)
    screen.getByLabelText('Picture, mirrored')
  })

  it('says that it waits for the permission', async () => {
    cameras.hesitate()
    show()
    await userEvent.click(button('Start camera'))
    screen.getByText(/^Waiting for the camera/)
    expect(button('Start camera')).toHaveProperty('disabled', true)
  })
})

describe('a camera that cannot be had', { timeout }, () => {
  it.each([
    [
      'NotAllowedError',
      'The camera is blocked for this site.',
      'Allow it in the site settings beside the address, then try again.',
    ],
    ['NotFoundError', 'No camera found.', 'Connect one, or score photos instead.'],
    ['NotReadableError', 'Another app is using the camera.', 'Close that app, then try again.'],
  ])('explains a %s with its remedy', async (name, message, remedy) => {
    cameras.refusal = new DOMException('', name)
    show()
    await userEvent.click(button('Start camera'))
    const alert = within(await screen.findByRole('alert'))
    alert.getByRole('heading', { name: message })
    alert.getByText(remedy)
    expect(alert.queryByRole('link', { name: 'Go to Photos' }) !== null).toBe(name === 'NotFoundError')
    cameras.refusal = null
    await userEvent.click(button('Try again'))
    expect(cameras.running).toBe(1)
  })

  it('offers no second try where the address is not secure', async () => {
    Object.defineProperty(window, 'isSecureContext', { value: false, configurable: true })
    show()
    await userEvent.click(button('Start camera'))
    const alert = within(await screen.findByRole('alert'))
    alert.getByText('Open this page over https or on localhost.')
    expect(alert.queryByRole('button', { name: 'Try again' })).toBeNull()
    alert.getByRole('button', { name: 'Open a video' })
  })

  it('keeps what was read when it is unplugged', async () => {
    show()
    await act(() => startCamera())
    watched([0, { x: 400, y: 300, width: 250, scores: { 'plumb-s': 72 } }])
    act(() => cameras.tracks[0]!.unplug())
    knowModels()
    screen.getByRole('heading', { name: 'The camera was disconnected.' })
    screen.getByRole('img', { name: /^Score 72 of 100/ })
  })
})

describe('what the camera shows', { timeout }, () => {
  beforeEach(() => {
    show()
    knowModels()
  })

  it('is a score that never stands without its spread, and the baseline’s', () => {
    watched([0, { x: 400, y: 300, width: 250, scores: { 'plumb-s': 72, 'plumb-b': 66 } }])
    const side = within(screen.getByRole('region', { name: 'Score' }))
    side.getByRole('button', { name: '72' })
    side.getByRole('button', { name: '± ··' })
    side.getByRole('button', { name: '66 ± ·· baseline' })
    side.getByRole('img', { name: 'Score over the last 30 seconds: now student 72, baseline 66.' })
  })

  it('has a spread once all six crops were seen', () => {
    const frames = Array.from({ length: 6 }, (_, index) => {
      const shaken = { index, scores: { 'plumb-s': index === 0 ? 60 : 72 } }
      return [100 * index, { x: 400, y: 300, width: 250, scores: { 'plumb-s': 72 }, shaken }] as const
    })
    watched(...frames.map((frame) => [...frame] as Parameters<typeof madeFrame>))
    screen.getByRole('img', { name: 'Score 72 of 100. Over 6 misaligned crops it moves by 5 points, 12 at worst.' })
  })

  it('is about one face of several, which a person can change', async () => {
    watched([
      0,
      { x: 250, y: 300, width: 250, scores: { 'plumb-s': 72 } },
      { x: 700, y: 300, width: 240, scores: { 'plumb-s': 31 } },
    ])
    expect(button('Face 1').getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(button('Face 2'))
    expect(useLive.getState().session.main).toBe(2)
    expect(button('Face 2').getAttribute('aria-pressed')).toBe('true')
  })

  it('can be read at any second of the last thirty', async () => {
    watched(
      [0, { x: 400, y: 300, width: 250, scores: { 'plumb-s': 20 } }],
      [500, { x: 400, y: 300, width: 250, scores: { 'plumb-s': 50 } }],
      [1000, { x: 400, y: 300, width: 250, scores: { 'plumb-s': 80 } }],
    )
    const crosshair = screen.getByRole('slider', { name: 'Score over time, crosshair' })
    crosshair.focus()
    await userEvent.keyboard('{ArrowLeft}')
    expect(crosshair.getAttribute('aria-valuetext')).toBe('1 s ago: student 20')
    screen.getByRole('img', { name: 'Score over the last 30 seconds: now student 80.' })
    await userEvent.keyboard('{ArrowRight}')
    expect(crosshair.getAttribute('aria-valuetext')).toBe('Nothing chosen')
    await userEvent.click(button('Show data'))
    screen.getByRole('row', { name: 'now 80' })
  })

  it('is nothing where there is no face', () => {
    watched([0])
    screen.getByText('No face to score.')
    screen.getByRole('img', { name: 'No score' })
  })
})

describe('the keyboard', { timeout }, () => {
  it('pauses and mirrors', async () => {
    show()
    await act(() => startCamera())
    await userEvent.keyboard('p')
    screen.getByText('Paused')
    button(/^Go on/)
    await userEvent.keyboard('p')
    expect(screen.queryByText('Paused')).toBeNull()
    await userEvent.keyboard('m')
    screen.getByLabelText('Picture')
    expect(useCamera.getState().isMirrored).toBe(false)
  })
})

it(
  'turns the camera off when it is left',
  async () => {
    const { unmount } = show()
    await act(() => startCamera())
    expect(cameras.running).toBe(1)
    unmount()
    expect(cameras.running).toBe(0)
  },
  timeout,
)

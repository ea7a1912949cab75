// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  comeBack,
  followVisibility,
  leave,
  openVideo,
  setPaused,
  startCamera,
  tryAgain,
  turnOff,
  useCamera,
} from './camera.ts'
import { FakeCameras } from './fake-camera.ts'

let cameras: FakeCameras
const now = () => useCamera.getState()
const video = new File(['…'], 'walk.mp4', { type: 'video/mp4' })

beforeEach(() => {
  cameras = new FakeCameras()
  cameras.install()
})
afterEach(() => turnOff())

describe('a camera that cannot be had', () => {
  it.each([
    ['NotAllowedError', 'The camera is blocked for this site.'],
    ['NotFoundError', 'No camera found.'],
    ['OverconstrainedError', 'No camera found.'],
    ['NotReadableError', 'Another app is using the camera.'],
  ])('says why after a %s', async (name, message) => {
    cameras.refusal = new DOMException('', name)
    await startCamera()
    expect(now()).toMatchObject({ state: 'failed', feed: null, failure: { message } })
    cameras.refusal = null
    tryAgain()
    await expect.poll(() => now().state).toBe('on')
    expect(now().failure).toBeNull()
  })

  it.each(['isSecureContext', 'mediaDevices'])('needs a secure page: %s', async (missing) => {
    Object.defineProperty(missing === 'mediaDevices' ? navigator : window, missing, {
      value: undefined,
      configurable: true,
    })
    await startCamera()
    expect(now().failure?.message).toBe('The camera needs a secure address.')
  })

  it('tells of one that is unplugged half way', async () => {
    await startCamera()
    cameras.tracks[0]!.unplug()
    expect(now()).toMatchObject({ state: 'failed', feed: null, failure: { code: 'camera-unplugged' } })
  })
})

describe('a camera that runs', () => {
  it('is asked for only when a person starts it', () => {
    const stop = followVisibility()
    expect(now().state).toBe('off')
    expect(cameras.tracks).toEqual([])
    stop()
  })

  it('tells which there are, and gives way to another', async () => {
    await startCamera()
    await expect.poll(() => now().cameras.map(({ label }) => label)).toEqual(['Front', 'Back'])
    expect(now().isMirrored).toBe(true)
    await startCamera('device-1')
    expect(now()).toMatchObject({ state: 'on', feed: { kind: 'camera', deviceId: 'device-1' }, isMirrored: false })
    expect(cameras.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
  })

  it('gives way to a video', async () => {
    await startCamera()
    openVideo(video)
    expect(now()).toMatchObject({ state: 'on', feed: { kind: 'video' }, isMirrored: false })
    expect(cameras.running).toBe(0)
  })
})

describe('nobody looks', () => {
  const hide = (state: DocumentVisibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }
  afterEach(() => hide('visible'))

  it('turns every track off when the workspace is left', async () => {
    const stop = followVisibility()
    await startCamera()
    await startCamera('device-1')
    expect(cameras.running).toBe(1)
    stop()
    expect(cameras.running).toBe(0)
    expect(now()).toMatchObject({ state: 'away', feed: null })
  })

  it('turns a camera off that was granted only after the workspace was left', async () => {
    const stop = followVisibility()
    cameras.hesitate()
    const starting = startCamera()
    stop()
    cameras.decide()
    await starting
    expect(cameras.tracks).toHaveLength(1)
    expect(cameras.running).toBe(0)
  })

  it.each(['workspace', 'tab'])(
    'turns nothing on where the %s was left while its permission was looked up',
    async (what) => {
      const stop = followVisibility()
      await startCamera()
      hide('hidden')
      cameras.hesitate()
      hide('visible')
      if (what === 'tab') hide('hidden')
      else stop()
      cameras.decide()
      await new Promise((resolve) => setTimeout(resolve))
      expect(cameras.running).toBe(0)
      expect(now().state).toBe('away')
      stop()
    },
  )

  it('turns a camera off that was granted while the tab was hidden, whoever asked for it', async () => {
    cameras.hesitate()
    const starting = startCamera()
    hide('hidden')
    cameras.decide()
    await starting
    expect(cameras.tracks).toHaveLength(1)
    expect(cameras.running).toBe(0)
    expect(now().state).toBe('away')
  })

  it('turns it off while the tab is hidden, and on again after that', async () => {
    const stop = followVisibility()
    await startCamera('device-1')
    hide('hidden')
    expect(cameras.running).toBe(0)
    hide('visible')
    await expect.poll(() => now().state).toBe('on')
    expect(now().feed).toMatchObject({ deviceId: 'device-1' })
    stop()
  })

  it.each(['prompt', 'denied', null] as const)('does not ask again where the permission is %s', async (permission) => {
    await startCamera()
    leave()
    cameras.permission = permission
    await comeBack()
    expect(now().state).toBe('off')
    expect(cameras.tracks).toHaveLength(1)
  })

  it('leaves a camera off that was paused', async () => {
    await startCamera()
    setPaused(true)
    leave()
    await comeBack()
    expect(now()).toMatchObject({ state: 'off', isPaused: false })
  })

  it('finds a video where it stood', async () => {
    openVideo(video)
    useCamera.setState({ position: 12, isPaused: true, isMirrored: true })
    leave()
    await comeBack()
    expect(now()).toMatchObject({ state: 'on', position: 12, isPaused: true, isMirrored: true })
  })

  it('turns nothing on that was off', async () => {
    await startCamera()
    turnOff()
    leave()
    await comeBack()
    expect(now().state).toBe('off')
    expect(cameras.tracks).toHaveLength(1)
  })
})

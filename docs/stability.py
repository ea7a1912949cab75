"""Stability of a face image quality method under P24, as docs/stability.md defines it. Needs numpy alone.

    M = align(points)                                  # source -> crop: cv2.warpAffine(image, M, (112, 112))
    misaligned = [align(points, **step) for step in P24]
    spread, worst = stability(score_of(M), [score_of(each) for each in misaligned])

Points are five (x, y) in source pixels, whole numbers at pixel centres, y down: the person's right eye (the viewer's left),
left eye, nose tip, right mouth corner, left mouth corner. A point of the plane is a complex number here, x + iy: to
multiply by z is to scale by |z| and to turn by its angle, clockwise on the screen.
"""

import numpy as np

SIZE = 112                                             # side of the crop, pixels
CENTRE = 56 + 72j                                      # of the face, crop pixels
TEMPLATE = np.array([38.2946 + 51.6963j, 73.5318 + 51.5014j, 56.0252 + 71.7366j, 41.5493 + 92.3655j, 70.7299 + 92.2041j])

P24 = [
    *({"jitter": jitter, "seed": seed} for jitter in (0.1, 0.2) for seed in range(1, 9)),
    {"rotation": -15}, {"rotation": 15},               # degrees
    {"scale": 0.85}, {"scale": 1.15},
    {"shift": (-0.08, 0)}, {"shift": (0.08, 0)}, {"shift": (0, -0.08)}, {"shift": (0, 0.08)},   # of the crop's side
]


def mulberry32(seed, n):
    """n draws from [0, 1)."""
    a, draws = seed, []
    for _ in range(n):
        a = (a + 0x6D2B79F5) % 2**32
        t = (a ^ a >> 15) * (a | 1) % 2**32
        t ^= (t + (t ^ t >> 7) * (t | 61)) % 2**32
        draws.append((t ^ t >> 14) / 2**32)
    return np.array(draws)


def eye_distance(points):
    """Of five complex points, at least 0.35 x from the eyes' to the mouth corners' middle: a profile's eyes nearly coincide."""
    right_eye, left_eye, _, right_mouth, left_mouth = points
    return max(abs(left_eye - right_eye), 0.35 * abs(right_mouth + left_mouth - right_eye - left_eye) / 2)


def align(points, jitter=0, seed=0, rotation=0, scale=1, shift=(0, 0)):
    """[2, 3], source -> crop, of points [5, 2]: the least-squares similarity onto the template, with a misalignment on top."""
    z = np.asarray(points, float) @ [1, 1j]
    u = 2 * mulberry32(seed, 10) - 1                   # x and y of each point in turn
    z = z + jitter * eye_distance(z) * (u[0::2] + 1j * u[1::2])
    centred, target = z - z.mean(), TEMPLATE - TEMPLATE.mean()
    m = np.vdot(centred, target) / np.vdot(centred, centred)     # vdot conjugates its first
    t = TEMPLATE.mean() - m * z.mean()
    turn = scale * np.exp(1j * np.radians(rotation))   # about the face centre, then the shift
    m, t = turn * m, CENTRE + turn * (t - CENTRE) + SIZE * (shift[0] + 1j * shift[1])
    return np.array([[m.real, -m.imag, t.real], [m.imag, m.real, t.imag]])


def stability(reference, misaligned):
    """(spread, worst): root mean square and largest size of the changes from the reference score. Lower is steadier."""
    changes = np.asarray(misaligned, float) - reference
    return float(np.sqrt(np.mean(changes**2))), float(np.abs(changes).max())

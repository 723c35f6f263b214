"""Compiled kernels of tiles: cut rings at tile borders, write them as Mapbox Vector Tile geometry, lay out a layer.

Rings are whole numbers of the world's grid. A ring is cut by one half-plane after the other (Sutherland and Hodgman,
1974); a cut point is computed from the border's two ends in an order that does not depend on which neighbour asks, so
that neighbours keep meeting exactly and signed areas stay additive.
"""

import numpy as np
from numba import njit

MOVE_ONE, CLOSE, LINE = 9, 15, 2


@njit(cache=True)
def cut_at(a, b, n, border, above, out_a, out_b):
    """Part of a ring where ``a >= border`` (or ``<=``); returns its length. Cut points are rounded to whole numbers."""
    count = 0
    for i in range(n):
        j = i + 1 if i + 1 < n else 0
        a0, b0, a1, b1 = a[i], b[i], a[j], b[j]
        inside = a0 >= border if above else a0 <= border
        next_inside = a1 >= border if above else a1 <= border
        if inside:
            out_a[count] = a0
            out_b[count] = b0
            count += 1
        if inside != next_inside and a0 != border and a1 != border:
            if a0 > a1:
                a0, b0, a1, b1 = a1, b1, a0, b0
            run = a1 - a0
            out_a[count] = border
            out_b[count] = b0 + (2 * (b1 - b0) * (border - a0) + run) // (2 * run)
            count += 1
    return count


@njit(cache=True)
def span(a, i, j):
    """Least and largest of ``a[i:j]``."""
    least, most = a[i], a[i]
    for k in range(i, j):
        least, most = min(least, a[k]), max(most, a[k])
    return least, most


@njit(cache=True)
def cut_between(a, b, i, j, low, high, out_a, out_b, spare_a, spare_b):
    """Part of the ring ``i:j`` where ``low <= a <= high``; returns its length."""
    n = j - i
    if n == 0:
        return 0
    least, most = span(a, i, j)
    if most <= low or least >= high:
        return 0
    for k in range(n):
        out_a[k], out_b[k] = a[i + k], b[i + k]
    if least >= low and most <= high:
        return n
    kept = cut_at(out_a, out_b, n, low, True, spare_a, spare_b)
    return cut_at(spare_a, spare_b, kept, high, False, out_a, out_b)


@njit(cache=True)
def without_repeats(x, y, n):
    """Drop points equal to the one before, in place; returns the length."""
    count = 0
    for i in range(n):
        if count == 0 or x[i] != x[count - 1] or y[i] != y[count - 1]:
            x[count] = x[i]
            y[count] = y[i]
            count += 1
    while count > 1 and x[0] == x[count - 1] and y[0] == y[count - 1]:
        count -= 1
    return count


@njit(cache=True)
def twice_area(x, y, n):
    """Twice the signed area of a ring, positive for an exterior in MVT's order (the y axis points down)."""
    total = 0
    for i in range(n):
        j = i + 1 if i + 1 < n else 0
        total += x[i] * y[j] - x[j] * y[i]
    return total


@njit(cache=True)
def put(buffer, at, number):
    """Write a varint; returns the next position."""
    while number > 127:
        buffer[at] = (number & 127) | 128
        number >>= 7
        at += 1
    buffer[at] = number
    return at + 1


@njit(cache=True)
def zigzag(number):
    """Signed number as an unsigned one."""
    return 2 * number if number >= 0 else -2 * number - 1


@njit(cache=True)
def room_for(buffer, needed):
    """The buffer, or a larger copy with room for ``needed`` bytes."""
    if needed <= len(buffer):
        return buffer
    larger = np.empty(max(needed, 2 * len(buffer)), buffer.dtype)
    for i in range(len(buffer)):
        larger[i] = buffer[i]
    return larger


@njit(cache=True)
def put_ring(buffer, at, x, y, n, cursor):
    """Write a ring relative to ``cursor`` (moved to its last point); returns the next position."""
    at = put(buffer, at, MOVE_ONE)
    for i in range(n):
        if i == 1:
            at = put(buffer, at, LINE | ((n - 1) << 3))
        at = put(buffer, at, zigzag(x[i] - cursor[0]))
        at = put(buffer, at, zigzag(y[i] - cursor[1]))
        cursor[0], cursor[1] = x[i], y[i]
    return put(buffer, at, CLOSE)


@njit(cache=True)
def cut_strip(x, y, rings, first, count, low, high, strip_x, strip_y, strip, work):
    """Part of ``count`` rings in a column of tiles, and where each begins in it (``strip``)."""
    for r in range(count):
        i, j = rings[first + r], rings[first + r + 1]
        n = cut_between(x, y, i, j, low, high, work[0], work[1], work[2], work[3])
        for k in range(n):
            strip_x[strip[r] + k], strip_y[strip[r] + k] = work[0, k], work[1, k]
        strip[r + 1] = strip[r] + n


@njit(cache=True)
def put_tile(strip_x, strip_y, strip, outer, count, left, top, low, high, buffer, at, work):
    """Write the rings of a strip that fall in one tile; returns the buffer and the next position.

    Holes of an exterior that is not there are dropped with it.
    """
    cursor = np.zeros(2, np.int64)
    kept_outer = False
    for r in range(count):
        if outer[r]:
            kept_outer = False
        elif not kept_outer:
            continue
        n = cut_between(strip_y, strip_x, strip[r], strip[r + 1], low, high, work[1], work[0], work[2], work[3])
        for k in range(n):
            work[0, k] -= left
            work[1, k] -= top
        n = without_repeats(work[0], work[1], n)
        area = twice_area(work[0], work[1], n)
        if n >= 3 and (area > 0 if outer[r] else area < 0):
            kept_outer = True
            buffer = room_for(buffer, at + 20 * n + 64)
            at = put_ring(buffer, at, work[0], work[1], n, cursor)
    return buffer, at


@njit(cache=True)
def cut_into_tiles(x, y, rings, polygons, features, extent, margin):
    """Geometry of every feature in every tile it meets.

    ``rings``, ``polygons`` and ``features`` are offsets into points, rings and polygons. Returns the bytes and records
    one after the other: tile x, tile y, feature, first byte, end.
    """
    records = np.empty(5120, np.int64)
    found = 0
    buffer = np.empty(1 << 20, np.uint8)
    at = 0
    longest, most, many = 0, 0, 0
    for r in range(len(rings) - 1):
        longest = max(longest, rings[r + 1] - rings[r])
    for f in range(len(features) - 1):
        first, end = polygons[features[f]], polygons[features[f + 1]]
        most = max(most, rings[end] - rings[first])
        many = max(many, end - first)
    work = np.empty((4, 6 * longest + 64), np.int64)
    strip_x = np.empty(3 * most + 64, np.int64)
    strip_y = np.empty(3 * most + 64, np.int64)
    strip = np.zeros(many + 1, np.int64)
    outer = np.zeros(many, np.bool_)
    for f in range(len(features) - 1):
        first, end = polygons[features[f]], polygons[features[f + 1]]
        count = end - first
        if rings[first] == rings[end]:
            continue
        for r in range(count):
            outer[r] = False
        for p in range(features[f], features[f + 1]):
            outer[polygons[p] - first] = True
        west, east = span(x, rings[first], rings[end])
        for tx in range((west - margin) // extent, (east + margin) // extent + 1):
            left = tx * extent
            low, high = left - margin, left + extent + margin
            cut_strip(x, y, rings, first, count, low, high, strip_x, strip_y, strip, work)
            if strip[count] == 0:
                continue
            north, south = span(strip_y, 0, strip[count])
            for ty in range((north - margin) // extent, (south + margin) // extent + 1):
                start, top = at, ty * extent
                low, high = top - margin, top + extent + margin
                buffer, at = put_tile(strip_x, strip_y, strip, outer, count, left, top, low, high, buffer, at, work)
                if at > start:
                    records = room_for(records, 5 * found + 5)
                    records[5 * found] = tx
                    records[5 * found + 1] = ty
                    records[5 * found + 2] = f
                    records[5 * found + 3] = start
                    records[5 * found + 4] = at
                    found += 1
    return buffer[:at], records[: 5 * found]


@njit(cache=True)
def lay_out(records, geometry, numbers, codes, widths, kind):
    """Features and values of one layer of one tile: messages 2 (features) then 4 (values: their codes)."""
    total = 0
    for k in range(len(records)):
        total += records[k, 4] - records[k, 3] + 64
    out = np.empty(total, np.uint8)
    head = np.empty(32, np.uint8)
    at = 0
    for k in range(len(records)):
        f, start, end = records[k, 2], records[k, 3], records[k, 4]
        h = put(head, 0, 8)
        h = put(head, h, numbers[f])
        h = put(head, h, 18)
        tags = put(head, h + 1, 0)
        tags = put(head, tags, k)
        head[h] = tags - h - 1
        h = put(head, tags, 24)
        h = put(head, h, kind)
        h = put(head, h, 34)
        h = put(head, h, end - start)
        at = put(out, at, 18)
        at = put(out, at, h + end - start)
        for i in range(h):
            out[at + i] = head[i]
        at += h
        for i in range(end - start):
            out[at + i] = geometry[start + i]
        at += end - start
    for k in range(len(records)):
        f = records[k, 2]
        width = widths[f]
        out[at], out[at + 1], out[at + 2], out[at + 3] = 34, width + 2, 10, width
        for i in range(width):
            out[at + 4 + i] = codes[f, i]
        at += 4 + width
    return out[:at]

"""Several hosts for one guest, several guests for one host: who works with whom, at whose price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from plantshare.deals.game import Game

__all__ = ["Contest", "contests", "matching_game"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """What one party can get where hosts and guests pair off. Amounts are in the unit of the gains.

    Parameters
    ----------
    player
        Name of the host or guest.
    partner
        With whom it pairs in the best matching, or none.
    least, most
        Ends of its gain over all stable splits; both are reached. The most is what all parties together
        would lose without it; the least is what its partner's next best choice would leave it.
    rival
        Who would take its place with its partner if it were not there, or none.
    """

    player: str
    partner: str | None
    least: float
    most: float
    rival: str | None


def contests(hosts: Sequence[str], guests: Sequence[str], gains: Floats) -> tuple[Contest, ...]:
    """Return partner, range and rival of every host and then of every guest.

    Pairs form so that gains are largest in sum. In a stable split no host and guest who are not paired
    would gain from pairing. The most that a player gets in any such split is what it adds to all others
    (Demange 1982, Leonard 1983), and its partner then gets the least. With one guest this is the
    second-price rule: the best host keeps at most its lead over the runner-up.

    Parameters
    ----------
    hosts, guests
        Names of the parties; each pairs with one of the other side at most.
    gains
        Joint gain of each pair over both outside options, dims (host, guest), any one unit of money. A
        pair that would lose is never formed.

    Raises
    ------
    ValueError
        If the sizes do not fit, a name comes twice, or a gain is not a finite number.

    Examples
    --------
    >>> for one in contests(["H1", "H2"], ["G"], np.array([[60.0], [80.0]])):
    ...     print(one.player, one.partner, one.least, one.most, one.rival)
    H1 None 0.0 0.0 None
    H2 G 0.0 20.0 H1
    G H2 60.0 80.0 None
    """
    worths = _worths(hosts, guests, gains)
    total, partners = _best(worths)
    rows = [("host", index) for index in range(len(hosts))] + [
        ("guest", index) for index in range(len(guests))
    ]
    most, rivals = {}, {}
    for side, index in rows:
        without = worths.copy()
        without[(index, slice(None)) if side == "host" else (slice(None), index)] = 0.0
        rest, others = _best(without)
        most[side, index] = total - rest
        rivals[side, index] = others
    found = []
    for side, index in rows:
        own, other = (hosts, guests) if side == "host" else (guests, hosts)
        opposite = "guest" if side == "host" else "host"
        partner, rival, least = _partner(partners, side, index), None, 0.0
        if partner is not None:
            at = (index, partner) if side == "host" else (partner, index)
            least = worths[at] - most[opposite, partner]
            rival = _partner(rivals[side, index], opposite, partner)
        found.append(
            Contest(
                player=own[index],
                partner=None if partner is None else other[partner],
                least=float(least),
                most=float(most[side, index]),
                rival=None if rival is None else own[rival],
            )
        )
    return tuple(found)


def matching_game(
    hosts: Sequence[str],
    guests: Sequence[str],
    gains: Floats,
    *,
    low: Floats | None = None,
    high: Floats | None = None,
) -> Game:
    """Return the game in which a coalition earns what its best pairs gain (Shapley and Shubik 1971).

    Parameters
    ----------
    hosts, guests, gains
        As of ``contests``. The players are the hosts and then the guests.
    low, high
        Proven bounds of the gains, dims (host, guest); the gains themselves unless given.

    Raises
    ------
    ValueError
        If the sizes do not fit, a name comes twice, or a gain is not a finite number.

    Examples
    --------
    >>> game = matching_game(["H1", "H2"], ["G"], np.array([[60.0], [80.0]]))
    >>> game.worth("H1", "G"), game.worth("H1", "H2"), game.worth("H1", "H2", "G")
    (60.0, 0.0, 80.0)
    """
    tables = [gains, gains if low is None else low, gains if high is None else high]
    values, lowest, highest = (_coalition_worths(_worths(hosts, guests, table)) for table in tables)
    return Game(players=(*hosts, *guests), values=values, low=lowest, high=highest)


def _worths(hosts: Sequence[str], guests: Sequence[str], gains: Floats) -> Floats:
    """Return checked gains with losses set to 0."""
    names = [*hosts, *guests]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or not hosts or not guests:
        raise ValueError(f"wanted one host and one guest or more, each named once; got {names}")
    if np.shape(gains) != (len(hosts), len(guests)) or not np.isfinite(gains).all():
        raise ValueError(
            f"gains must be finite numbers of shape ({len(hosts)}, {len(guests)}), one row for each host, "
            f"got shape {np.shape(gains)}"
        )
    return np.asarray(np.maximum(gains, 0.0), dtype=float)


def _best(worths: Floats) -> tuple[float, dict[int, int]]:
    """Return the largest sum of gains of pairs, and the guest of each host; pairs of no gain are none."""
    rows, columns = linear_sum_assignment(worths, maximize=True)
    pairs = {
        int(row): int(column) for row, column in zip(rows, columns, strict=True) if worths[row, column] > 0
    }
    return float(worths[rows, columns].sum()), pairs


def _partner(pairs: dict[int, int], side: str, index: int) -> int | None:
    """Return the partner of a host or guest in a matching."""
    if side == "host":
        return pairs.get(index)
    return next((host for host, guest in pairs.items() if guest == index), None)


def _coalition_worths(worths: Floats) -> Floats:
    """Return the best sum of pairs inside every coalition, dims (mask).

    The first host of a coalition stays alone or pairs with one of its guests; what is left is a smaller
    coalition.
    """
    hosts, guests = worths.shape
    best = np.zeros(1 << (hosts + guests))
    for mask in range(1, len(best)):
        host = (mask & -mask).bit_length() - 1
        if host >= hosts:
            continue
        rest = mask & ~(1 << host)
        present = [guest for guest in range(guests) if rest >> (hosts + guest) & 1]
        paired = [worths[host, guest] + best[rest & ~(1 << (hosts + guest))] for guest in present]
        best[mask] = max([best[rest], *paired])
    return best

/** Matches that exist from the start. */
export interface MatchSeed {
  id: string;
  player: string;
  status: 'live' | 'ended';
  boss: string;
  hpPercent: number;
  minutesAgo: number;
  objective: string;
  allies: readonly { name: string; role: string; hp_percent: number }[];
}

/** Who stands beside a player in a drill, outside any match. */
export const DRILL_SQUAD: MatchSeed['allies'] = [
  { name: 'Mira', role: 'tank', hp_percent: 100 },
  { name: 'Bolt', role: 'damage', hp_percent: 100 },
  { name: 'Sage', role: 'healer', hp_percent: 100 },
];

export const SEEDED_MATCHES: readonly MatchSeed[] = [
  {
    id: 'match-1',
    player: '1',
    status: 'live',
    boss: 'DinoBoss',
    hpPercent: 58,
    minutesAgo: 9,
    objective: 'Defeat DinoBoss before the bridge falls',
    allies: [
      { name: 'Mira', role: 'tank', hp_percent: 82 },
      { name: 'Bolt', role: 'damage', hp_percent: 64 },
      { name: 'Sage', role: 'healer', hp_percent: 91 },
    ],
  },
  {
    id: 'match-2',
    player: '2',
    status: 'live',
    boss: 'VoidHydra',
    hpPercent: 31,
    minutesAgo: 17,
    objective: 'Sever all heads of VoidHydra',
    allies: [
      { name: 'Rook', role: 'tank', hp_percent: 47 },
      { name: 'Ivy', role: 'engineer', hp_percent: 70 },
    ],
  },
  {
    id: 'match-3',
    player: '3',
    status: 'ended',
    boss: 'IronColossus',
    hpPercent: 0,
    minutesAgo: 95,
    objective: 'Overheat IronColossus',
    allies: [{ name: 'Juno', role: 'healer', hp_percent: 12 }],
  },
];

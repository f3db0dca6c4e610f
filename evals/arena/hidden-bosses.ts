import type { BossConfig } from '../../src/sandbox/arena/boss-config.js';

// Two fights that exist for tests only: nothing was tuned on them.

const GROUND = { width: 36, height: 28 } as const;

export const HIDDEN_BOSSES: readonly BossConfig[] = [
  {
    ...GROUND,
    name: 'GlassTyrant',
    hp: 4_600,
    strength: { from: 0.4, to: 2.6 },
    speed: 3,
    range: 4,
    damage: 24,
    obstacles: [{ position: { x: 18, y: 14 }, radius: 2 }],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_500,
        attacks: [
          {
            name: 'Shard fan',
            shape: { kind: 'cone', angle: 1.6, length: 12 },
            aim: 'prey',
            damage: 70,
            windup_ms: 1_300,
          },
          {
            name: 'Mirror lance',
            shape: { kind: 'line', width: 3, length: 30 },
            aim: 'farthest',
            damage: 80,
            windup_ms: 1_300,
            exposes: { factor: 1.8, ms: 3_000 },
          },
        ],
      },
      {
        at_hp_percent: 45,
        every_ms: 2_200,
        attacks: [
          {
            name: 'Shatter song',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 60,
            windup_ms: 2_000,
            interruptible: true,
          },
          {
            name: 'Splinters',
            shape: { kind: 'circle', radius: 5 },
            aim: 'player',
            damage: 75,
            windup_ms: 1_400,
          },
        ],
      },
    ],
    items: [
      { kind: 'medkit', amount: 150 },
      { kind: 'power', amount: 1.6 },
    ],
    item_every_ms: 9_000,
    objectives: [],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'healer'],
  },
  {
    ...GROUND,
    name: 'MireMother',
    hp: 4_200,
    strength: { from: 0.4, to: 2.6 },
    speed: 2,
    range: 4,
    damage: 22,
    obstacles: [
      { position: { x: 14, y: 9 }, radius: 1.5 },
      { position: { x: 24, y: 19 }, radius: 1.5 },
    ],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_600,
        attacks: [
          {
            name: 'Brood',
            shape: { kind: 'target' },
            aim: 'player',
            damage: 25,
            windup_ms: 1_800,
            interruptible: true,
            summons: { name: 'Mireling', count: 2, hp: 100, damage: 10, speed: 3.6 },
          },
          {
            name: 'Bog burst',
            shape: { kind: 'circle', radius: 5 },
            aim: 'anybody',
            damage: 75,
            windup_ms: 1_400,
          },
        ],
      },
      {
        at_hp_percent: 40,
        every_ms: 2_200,
        attacks: [
          {
            name: 'Drowning tide',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 60,
            windup_ms: 2_100,
            interruptible: true,
            exposes: { factor: 1.6, ms: 3_000 },
          },
          {
            name: 'Root lash',
            shape: { kind: 'line', width: 3.5, length: 22 },
            aim: 'prey',
            damage: 85,
            windup_ms: 1_200,
          },
        ],
      },
    ],
    items: [{ kind: 'medkit', amount: 150 }],
    item_every_ms: 9_000,
    objectives: [
      {
        kind: 'capture',
        label: 'Drain the pond',
        position: { x: 28, y: 5 },
        radius: 3,
        seconds: 5,
        exposes: { factor: 1.8, ms: 8_000 },
      },
    ],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'support'],
  },
];

import type { AttackConfig, BossConfig, ItemConfig } from '../arena/boss-config.js';

// The fights of the arena. Names and threats are those of `bosses.ts`; a fight is tuned so that play decides it.

const MEDKIT: ItemConfig = { kind: 'medkit', amount: 150 };
const SHIELD: ItemConfig = { kind: 'shield', amount: 120 };
const POWER: ItemConfig = { kind: 'power', amount: 1.6 };
const GROUND = { width: 40, height: 30 } as const;

const charge: AttackConfig = {
  name: 'Charge',
  shape: { kind: 'line', width: 4, length: 22 },
  aim: 'farthest',
  damage: 150,
  windup_ms: 1_400,
  exposes: { factor: 2, ms: 4_000 },
};
const tailSweep: AttackConfig = {
  name: 'Tail sweep',
  shape: { kind: 'circle', radius: 5 },
  aim: 'itself',
  damage: 110,
  windup_ms: 1_200,
};
const roar: AttackConfig = {
  name: 'Roar',
  shape: { kind: 'everywhere' },
  aim: 'anybody',
  damage: 95,
  windup_ms: 1_900,
  interruptible: true,
};

export const ARENA_BOSSES: readonly BossConfig[] = [
  {
    ...GROUND,
    name: 'DinoBoss',
    hp: 5_200,
    strength: { from: 0.2, to: 1.4 },
    speed: 3.4,
    range: 3,
    damage: 42,
    obstacles: [
      { position: { x: 16, y: 8 }, radius: 1.5 },
      { position: { x: 16, y: 22 }, radius: 1.5 },
      { position: { x: 30, y: 15 }, radius: 1.5 },
    ],
    phases: [
      { at_hp_percent: 100, every_ms: 3_000, attacks: [charge, tailSweep] },
      { at_hp_percent: 60, every_ms: 2_600, attacks: [charge, tailSweep, roar] },
      {
        at_hp_percent: 25,
        every_ms: 2_200,
        attacks: [
          charge,
          roar,
          {
            name: 'Raptor pack',
            shape: { kind: 'circle', radius: 3 },
            aim: 'anybody',
            damage: 80,
            windup_ms: 1_200,
            summons: { name: 'Raptor', count: 2, hp: 120, damage: 18, speed: 4.4 },
          },
        ],
      },
    ],
    items: [MEDKIT, POWER, SHIELD],
    item_every_ms: 9_000,
    objectives: [],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'healer'],
  },
  {
    ...GROUND,
    name: 'VoidHydra',
    hp: 4_600,
    strength: { from: 0.2, to: 2.0 },
    speed: 1.2,
    range: 4,
    damage: 38,
    obstacles: [{ position: { x: 20, y: 15 }, radius: 2 }],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_400,
        attacks: [
          {
            name: 'Void spit',
            shape: { kind: 'circle', radius: 3.5 },
            aim: 'anybody',
            damage: 105,
            windup_ms: 1_300,
          },
          {
            name: 'Biting heads',
            shape: { kind: 'cone', angle: 1.4, length: 10 },
            aim: 'prey',
            damage: 110,
            windup_ms: 1_200,
          },
        ],
      },
      {
        at_hp_percent: 66,
        every_ms: 2_200,
        attacks: [
          {
            name: 'Void pool',
            shape: { kind: 'circle', radius: 4.5 },
            aim: 'player',
            damage: 120,
            windup_ms: 1_600,
          },
          {
            name: 'Head regrowth',
            shape: { kind: 'target' },
            aim: 'weakest',
            damage: 60,
            windup_ms: 1_800,
            interruptible: true,
            summons: { name: 'Hydra head', count: 2, hp: 130, damage: 16, speed: 3 },
          },
        ],
      },
      {
        at_hp_percent: 33,
        every_ms: 2_000,
        attacks: [
          {
            name: 'Gravity pull',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 90,
            windup_ms: 2_000,
            interruptible: true,
          },
          {
            name: 'Black beam',
            shape: { kind: 'line', width: 3, length: 40 },
            aim: 'farthest',
            damage: 170,
            windup_ms: 1_400,
            exposes: { factor: 1.8, ms: 3_000 },
          },
        ],
      },
    ],
    items: [MEDKIT, MEDKIT, POWER],
    item_every_ms: 9_000,
    objectives: [],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'healer'],
  },
  {
    ...GROUND,
    name: 'IronColossus',
    hp: 5_600,
    strength: { from: 0.2, to: 1.6 },
    speed: 2.4,
    range: 3.5,
    damage: 55,
    obstacles: [
      { position: { x: 22, y: 6 }, radius: 2 },
      { position: { x: 22, y: 24 }, radius: 2 },
    ],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_800,
        attacks: [
          {
            name: 'Stomp',
            shape: { kind: 'circle', radius: 6 },
            aim: 'itself',
            damage: 130,
            windup_ms: 1_500,
            exposes: { factor: 1.7, ms: 3_000 },
          },
          {
            name: 'Rocket fist',
            shape: { kind: 'line', width: 2.5, length: 30 },
            aim: 'farthest',
            damage: 130,
            windup_ms: 1_200,
          },
        ],
      },
      {
        at_hp_percent: 50,
        every_ms: 2_400,
        attacks: [
          {
            name: 'Magnet field',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 85,
            windup_ms: 2_000,
            interruptible: true,
          },
          {
            name: 'Shrapnel',
            shape: { kind: 'cone', angle: 1.8, length: 14 },
            aim: 'prey',
            damage: 120,
            windup_ms: 1_300,
          },
          {
            name: 'Stomp',
            shape: { kind: 'circle', radius: 6 },
            aim: 'itself',
            damage: 130,
            windup_ms: 1_400,
            exposes: { factor: 1.7, ms: 3_000 },
          },
        ],
      },
      {
        at_hp_percent: 20,
        every_ms: 2_000,
        attacks: [
          {
            name: 'Core meltdown',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 120,
            windup_ms: 2_200,
            interruptible: true,
            exposes: { factor: 2, ms: 4_000 },
          },
          {
            name: 'Collapsing floor',
            shape: { kind: 'circle', radius: 5 },
            aim: 'anybody',
            damage: 130,
            windup_ms: 1_300,
          },
        ],
      },
    ],
    items: [MEDKIT, SHIELD, POWER],
    item_every_ms: 9_000,
    objectives: [
      {
        kind: 'capture',
        label: 'Open the cooling vent',
        position: { x: 30, y: 25 },
        radius: 3,
        seconds: 5,
        exposes: { factor: 2, ms: 8_000 },
      },
    ],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'healer'],
  },
  {
    ...GROUND,
    name: 'EmberQueen',
    hp: 4_700,
    strength: { from: 0.2, to: 1.7 },
    speed: 3.2,
    range: 5,
    damage: 36,
    obstacles: [
      { position: { x: 14, y: 15 }, radius: 1.5 },
      { position: { x: 24, y: 10 }, radius: 1.2 },
    ],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_500,
        attacks: [
          {
            name: 'Fire whip',
            shape: { kind: 'line', width: 3, length: 14 },
            aim: 'prey',
            damage: 110,
            windup_ms: 1_100,
          },
          {
            name: 'Ember rain',
            shape: { kind: 'circle', radius: 4 },
            aim: 'anybody',
            damage: 105,
            windup_ms: 1_400,
          },
        ],
      },
      {
        at_hp_percent: 55,
        every_ms: 2_300,
        attacks: [
          {
            name: 'Burning floor',
            shape: { kind: 'circle', radius: 7 },
            aim: 'itself',
            damage: 120,
            windup_ms: 1_700,
            exposes: { factor: 1.6, ms: 3_000 },
          },
          {
            name: 'Ember rain',
            shape: { kind: 'circle', radius: 4.5 },
            aim: 'player',
            damage: 110,
            windup_ms: 1_300,
          },
          {
            name: 'Cinder hymn',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 90,
            windup_ms: 2_000,
            interruptible: true,
          },
        ],
      },
      {
        at_hp_percent: 20,
        every_ms: 2_000,
        attacks: [
          {
            name: 'Phoenix rebirth',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 120,
            windup_ms: 2_400,
            interruptible: true,
            exposes: { factor: 1.8, ms: 4_000 },
          },
          {
            name: 'Fire whip',
            shape: { kind: 'cone', angle: 1.2, length: 12 },
            aim: 'prey',
            damage: 130,
            windup_ms: 1_100,
          },
        ],
      },
    ],
    items: [MEDKIT, SHIELD],
    item_every_ms: 9_000,
    objectives: [
      {
        kind: 'capture',
        label: 'Put out the western brazier',
        position: { x: 12, y: 24 },
        radius: 3,
        seconds: 4,
        exposes: { factor: 1.7, ms: 7_000 },
      },
      {
        kind: 'capture',
        label: 'Put out the eastern brazier',
        position: { x: 32, y: 5 },
        radius: 3,
        seconds: 4,
        exposes: { factor: 1.7, ms: 7_000 },
      },
    ],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'healer'],
  },
  {
    ...GROUND,
    name: 'FrostWarden',
    hp: 4_300,
    strength: { from: 0.2, to: 1.3 },
    speed: 2.6,
    range: 3,
    damage: 40,
    obstacles: [
      { position: { x: 20, y: 9 }, radius: 1.8 },
      { position: { x: 20, y: 21 }, radius: 1.8 },
    ],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_600,
        attacks: [
          {
            name: 'Ice spikes',
            shape: { kind: 'line', width: 3, length: 20 },
            aim: 'anybody',
            damage: 120,
            windup_ms: 1_200,
          },
          {
            name: 'Freezing aura',
            shape: { kind: 'circle', radius: 5.5 },
            aim: 'itself',
            damage: 100,
            windup_ms: 1_400,
          },
        ],
      },
      {
        at_hp_percent: 60,
        every_ms: 2_400,
        attacks: [
          {
            name: 'Glacial breath',
            shape: { kind: 'cone', angle: 1.5, length: 13 },
            aim: 'prey',
            damage: 130,
            windup_ms: 1_400,
            exposes: { factor: 1.7, ms: 3_000 },
          },
          {
            name: 'Ice clones',
            shape: { kind: 'target' },
            aim: 'player',
            damage: 40,
            windup_ms: 1_700,
            interruptible: true,
            summons: { name: 'Ice clone', count: 3, hp: 110, damage: 16, speed: 3.8 },
          },
        ],
      },
      {
        at_hp_percent: 30,
        every_ms: 2_200,
        attacks: [
          {
            name: 'Blizzard',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 95,
            windup_ms: 2_100,
            interruptible: true,
          },
          {
            name: 'Ice spikes',
            shape: { kind: 'line', width: 4, length: 24 },
            aim: 'farthest',
            damage: 140,
            windup_ms: 1_200,
          },
        ],
      },
    ],
    items: [MEDKIT, POWER],
    item_every_ms: 9_000,
    objectives: [
      { kind: 'protect', label: 'Keep Odo alive', position: { x: 6, y: 15 }, radius: 3, seconds: 140 },
    ],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['tank', 'damage', 'support'],
  },
  {
    ...GROUND,
    name: 'StormSerpent',
    hp: 3_700,
    strength: { from: 0.2, to: 1.3 },
    speed: 4,
    range: 3,
    damage: 44,
    obstacles: [{ position: { x: 18, y: 15 }, radius: 1.6 }],
    phases: [
      {
        at_hp_percent: 100,
        every_ms: 2_400,
        attacks: [
          {
            name: 'Chain lightning',
            shape: { kind: 'target' },
            aim: 'weakest',
            damage: 90,
            windup_ms: 1_700,
            interruptible: true,
          },
          {
            name: 'Tail slap',
            shape: { kind: 'cone', angle: 2, length: 8 },
            aim: 'prey',
            damage: 115,
            windup_ms: 1_200,
          },
          {
            name: 'Whirlpool',
            shape: { kind: 'circle', radius: 5 },
            aim: 'player',
            damage: 110,
            windup_ms: 1_500,
          },
        ],
      },
      {
        at_hp_percent: 65,
        every_ms: 2_200,
        attacks: [
          {
            name: 'Dive',
            shape: { kind: 'line', width: 4, length: 26 },
            aim: 'farthest',
            damage: 150,
            windup_ms: 1_400,
            exposes: { factor: 2, ms: 3_500 },
          },
          {
            name: 'Whirlpool',
            shape: { kind: 'circle', radius: 5 },
            aim: 'anybody',
            damage: 115,
            windup_ms: 1_400,
          },
        ],
      },
      {
        at_hp_percent: 25,
        every_ms: 2_000,
        attacks: [
          {
            name: 'Static field',
            shape: { kind: 'everywhere' },
            aim: 'anybody',
            damage: 100,
            windup_ms: 2_100,
            interruptible: true,
          },
          {
            name: 'Tail slap',
            shape: { kind: 'cone', angle: 2, length: 9 },
            aim: 'prey',
            damage: 130,
            windup_ms: 1_200,
          },
        ],
      },
    ],
    items: [MEDKIT, SHIELD, POWER],
    item_every_ms: 9_000,
    objectives: [],
    enrage: { at_ms: 110_000, factor: 2 },
    ends_at: 150_000,
    allies: ['damage', 'healer'],
  },
];

export const arenaBoss = (name: string): BossConfig | undefined =>
  ARENA_BOSSES.find((boss) => boss.name.toLowerCase() === name.toLowerCase());

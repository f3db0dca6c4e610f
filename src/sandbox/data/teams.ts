export interface League {
  id: string;
  name: string;
  venue: string;
  /** An even number of teams: every day all of them play. */
  teams: readonly string[];
  /** What a side scores at most in a match. */
  highestScore: number;
}

export const LEAGUES: readonly League[] = [
  {
    id: 'nova',
    name: 'Nova League',
    venue: 'Nova Dome',
    teams: [
      'Orion Comets',
      'Luna Lynx',
      'Titan Forge',
      'Vega Vipers',
      'Saturn Saints',
      'Pulsar Pirates',
      'Kepler Knights',
      'Aurora Arrows',
    ],
    highestScore: 5,
  },
  {
    id: 'gravity',
    name: 'Gravity Ball Premier',
    venue: 'Zero-G Arena',
    teams: [
      'Andromeda Aces',
      'Nebula Nomads',
      'Quasar Queens',
      'Meteor Mavericks',
      'Cosmo Cyclones',
      'Eclipse Eagles',
      'Photon Foxes',
      'Zenith Zebras',
    ],
    highestScore: 34,
  },
  {
    id: 'drift',
    name: 'Drift Cup',
    venue: 'Ringway Circuit',
    teams: [
      'Ringway Racers',
      'Solar Sailors',
      'Iron Icarus',
      'Crater Chasers',
      'Void Runners',
      'Storm Skippers',
      'Halo Hounds',
      'Dune Drifters',
    ],
    highestScore: 12,
  },
];

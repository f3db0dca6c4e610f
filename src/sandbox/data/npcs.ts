/** Somebody who speaks in the game world. `{topic}` in a line is replaced by what the player talks about. */
export interface Persona {
  name: string;
  /** Words that call for this persona. */
  calledBy: string;
  openings: readonly [string, ...string[]];
  closings: readonly [string, ...string[]];
}

export const PERSONAS: readonly [Persona, ...Persona[]] = [
  {
    name: 'Sergeant Brakk',
    calledBy: 'attack fight battle soldier guard squad army war boss charge retreat commander ally tank',
    openings: ['Listen up, pilot.', 'Boots on, eyes open.', 'Hah! I like that look.'],
    closings: ['Move out!', 'Make me proud.', 'And no heroics before I say so.'],
  },
  {
    name: 'Quartermaster Vex',
    calledBy: 'shop trade buy sell price coin market merchant weapon sword armour armor gear supply vendor',
    openings: ['Ah, a customer with taste.', 'Careful, that crate bites.', 'For you? A fair price.'],
    closings: ['No refunds on explosions.', 'Tell your friends, not your enemies.', 'Sign here, and here.'],
  },
  {
    name: 'Oracle Lumen',
    calledBy:
      'lore history secret prophecy story star legend ancient why future fate god temple magic mystery',
    openings: [
      'The stars were quiet until you asked.',
      'I saw you before you came.',
      'Sit. The tale is older than the moons.',
    ],
    closings: [
      'What you do with it is yours.',
      'The rest is written in light.',
      'Ask again when the sky is red.',
    ],
  },
  {
    name: 'Mechanic Pip',
    calledBy: 'repair fix build engine ship machine turret robot drone upgrade broken mount board tool',
    openings: [
      'Hand me that wrench, would you?',
      'Oh! It is not supposed to hum like that.',
      'Sparks are normal. Mostly.',
    ],
    closings: ['If it smokes, duck.', 'Bring it back in one piece!', 'I will have it running by dawn.'],
  },
  {
    name: 'Healer Isolde',
    calledBy: 'heal hurt wound sick help medic potion dying blood tired rest save poison',
    openings: ['Hold still a moment.', 'You are paler than the snow.', 'Breathe. You are among friends.'],
    closings: ['Come back whole.', 'And drink something.', 'I will watch over them.'],
  },
  {
    name: 'Nox the Trickster',
    calledBy: 'steal thief joke riddle trick sneak hide shadow gamble funny prank bet',
    openings: ['You did not see me. Good.', 'Three cups, one truth.', 'Oh, this will be fun.'],
    closings: ['Check your pockets.', 'I was never here.', 'Double or nothing?'],
  },
];

export interface Topic {
  mood: string;
  /** Words that make it the topic. */
  calledBy: string;
  lines: readonly [string, ...string[]];
}

export const TOPICS: readonly Topic[] = [
  {
    mood: 'friendly',
    calledBy: 'hello hi hey greetings morning evening welcome',
    lines: ['Good to see a face that is not on a wanted poster.', 'The road was kind to you, I hope.'],
  },
  {
    mood: 'solemn',
    calledBy: 'bye goodbye farewell leave',
    lines: ['May your shields hold until we meet again.', 'The gate stays open for you until midnight.'],
  },
  {
    mood: 'grateful',
    calledBy: 'thank thanks grateful',
    lines: ['Thanks are heavy; carry them to those who fell.', 'You would have done the same for me.'],
  },
  {
    mood: 'urgent',
    calledBy: 'retreat run flee escape danger ambush enemy dying surrounded',
    lines: [
      'Fall back to the bridge, one by one, shields to the rear.',
      'Smoke first, then the eastern tunnel. Go!',
    ],
  },
  {
    mood: 'caring',
    calledBy: 'heal hurt wound potion poison tired rest health',
    lines: [
      'Two drops under the tongue, and no sprinting for a minute.',
      'The springs below the tower close any wound that is not of the void.',
    ],
  },
  {
    mood: 'eager',
    calledBy: 'quest mission task job work reward',
    lines: [
      'The beacon on Kestrel Ridge went dark; bring me its crystal and you shall have a key.',
      'Three crates fell off the convoy near Saltmere. Find them before the raiders do.',
    ],
  },
  {
    mood: 'shrewd',
    calledBy: 'shop trade buy sell price coin market merchant discount',
    lines: [
      'I can let it go for two hundred shards, and you tell nobody.',
      'Prices rise when the storm does, so buy before dusk.',
    ],
  },
  {
    mood: 'proud',
    calledBy: 'weapon sword rifle bow hammer lance armour armor shield gear',
    lines: [
      'That blade wants an edge of frost; the forge at Saltmere can give it one.',
      'Aim for the joints. Plates are only there to impress you.',
    ],
  },
  {
    mood: 'focused',
    calledBy: 'repair fix build engine ship machine turret drone upgrade broken mount',
    lines: [
      'The coupling is cracked: a week with parts, an hour with tape.',
      'Give her more coolant and less prayer.',
    ],
  },
  {
    mood: 'mysterious',
    calledBy: 'lore history secret prophecy story legend ancient fate temple magic who why',
    lines: [
      'Before the UniQVerse had a name, seven engines sang it into being.',
      'They say the first pilot never landed, and that you can hear her on the old frequency.',
    ],
  },
  {
    mood: 'worried',
    calledBy: 'weather storm rain snow cold fire lava night dark',
    lines: [
      'The wind turned at noon; nothing good ever came with a northern wind.',
      'Stay off the high road until the lightning moves on.',
    ],
  },
  {
    mood: 'amused',
    calledBy: 'joke riddle funny laugh prank bet gamble sing dance',
    lines: [
      'What has six heads and no patience? VoidHydra before breakfast.',
      'I bet on you once. It paid for this hat.',
    ],
  },
  {
    mood: 'determined',
    calledBy: 'attack fight battle charge strike win war kill defeat boss strategy plan',
    lines: [
      'Strike when it breathes in, never when it breathes out.',
      'Hold the left flank and let them come to us.',
    ],
  },
  {
    mood: 'helpful',
    calledBy: 'help where find way map city road gate lost',
    lines: [
      'Follow the blue lanterns to the gate; the red ones lead to the arena.',
      'Past the old silo, second bridge, and do not feed the raptors.',
    ],
  },
];

/** What is said when no topic fits; `{subject}` is what the player said most. */
export const SMALL_TALK: readonly [string, ...string[]] = [
  'You speak of {subject}; around here people lower their voice for that.',
  'I know little of {subject}, but I know who to ask: the archivist at Lantern Gate.',
  '{subject}, is it? Then you came to the right fire.',
  'There was a pilot once who cared about nothing but {subject}. She owns half the harbour now.',
];

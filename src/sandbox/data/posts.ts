import type { Post } from '../../services/social/social.schema.js';
import { between, chance } from '../random.js';

/** Hashtags with the posts they had before the sandbox started, beyond the ones it knows. */
export const TREND_BASES: readonly (readonly [tag: string, posts: number])[] = [
  ['#dinoboss', 4210],
  ['#nebulaskin', 3875],
  ['#orioncomets', 3120],
  ['#vezecon', 2840],
  ['#rankedclimb', 2290],
  ['#voidhydra', 1985],
  ['#photomode', 1540],
  ['#frostbuild', 1210],
  ['#novaleague', 1105],
  ['#speedrun', 870],
  ['#helmtiles', 540],
  ['#retropilot', 415],
  ['#stormserpent', 380],
  ['#medicmain', 300],
];

const ROWS: readonly (readonly [author: string, text: string])[] = [
  [
    'nova_rider',
    'Finally beat #DinoBoss on the hardest setting. Bait the charge, punish the belly, breathe.',
  ],
  ['quartz', 'My turret bridge held for three whole minutes against #DinoBoss. Engineers rise!'],
  ['pilot_handle', 'The #NebulaSkin moves with you. Worth every cent.'],
  ['ada_l', 'Nebula Skin Deluxe has a victory pose and I cannot stop winning just to see it. #NebulaSkin'],
  ['lynx_fan', 'Luna Lynx look strong this season, but the #OrionComets have the better bench. #NovaLeague'],
  ['comet_tail', 'Last minute goal for the #OrionComets! I lost my voice and my snacks.'],
  ['comet_tail', 'Tickets for the #OrionComets home game are gone in four minutes. Who has a spare one?'],
  ['nova_rider', 'Placement matches done: Gold II. The #RankedClimb begins.'],
  ['gear_head', 'Tip for the #RankedClimb: play two roles well instead of five badly.'],
  ['medic_mo', 'Nobody thanks the healer until the healer is gone. #MedicMain'],
  ['medic_mo', 'Three medics in one raid is not a mistake, it is a lifestyle. #MedicMain #VoidHydra'],
  ['void_vi', '#VoidHydra regrew two heads because someone forgot the ember bow. Again.'],
  ['void_vi', 'Burn the neck within five seconds. Five. Not six. #VoidHydra'],
  ['shutter', 'Sunrise over Saltmere, no filter. #PhotoMode'],
  ['shutter', 'Storm skiff against lightning, one shot in forty. #PhotoMode #StormSerpent'],
  ['icebound', '#FrostBuild with the Frost Lance shreds EmberQueen. She cannot even take off.'],
  ['icebound', 'Which helmet goes best with a #FrostBuild? Asking for style, not for stats.'],
  ['tickwatch', 'ClockworkOracle in 6:42, a new personal best. #Speedrun'],
  ['tickwatch', 'Route notes for my Oracle #Speedrun are up: skip the second lever.'],
  ['helm_daily', 'New #HelmTiles this week: sports hub, weekly summary and the copilot.'],
  ['helm_daily', 'You can pin up to twelve #HelmTiles. Long-press to move them.'],
  ['con_crew', '#VezeCon doors open at nine. Bring your ticket and a bottle of water.'],
  ['con_crew', 'The cosplay contest at #VezeCon has a prize for the best boss this year.'],
  ['ada_l', 'First #VezeCon, first figure signed. Today was a good day.'],
  ['old_wing', 'The #RetroPilot jacket still is the best skin ever made. I will not discuss this.'],
  ['old_wing', 'Season one players, raise your hand. #RetroPilot'],
  ['dune_rat', 'Dune Drifters won the Drift Cup heat by a nose. What a race!'],
  ['dune_rat', 'Anyone else think the Ringway Circuit needs a second tunnel?'],
  ['aces_high', 'Andromeda Aces defence is a wall made of cheese this week.'],
  ['queens_army', 'Quasar Queens forever. Gravity ball has never been better.'],
  ['guild_owl', 'Our guild looks for two strikers for raids on weekdays. No drama, good snacks.'],
  ['guild_owl', 'Guild Booster active until tomorrow noon, come and level with us.'],
  ['lagless', 'Switching to the Frankfurt region took my latency from 90 to 22 ms.'],
  ['lagless', 'Server status is green everywhere again. Back to the arena!'],
  ['quartz', 'Made a bridge guide for IronColossus phase three. Engineers, it is your time.'],
  ['pilot_handle', 'Looking for a tank for DinoBoss tonight at nine. #DinoBoss'],
  ['parent_pat', 'Parental controls let me set bedtime for the arena. Peace at dinner.'],
  ['mod_maker', 'My lantern mod passed review. Saltmere at night is warm now.'],
  ['story_sam', 'The lore book hidden behind Lantern Gate explains the seven engines. Go read it.'],
  ['arena_ann', 'Three against three is the best format, change my mind. #RankedClimb'],
  ['arena_ann', 'Crossplay queues are twice as fast in the evening. #RankedClimb'],
  ['serpent_sue', 'Never two players at one lightning rod. We learned it the loud way. #StormSerpent'],
  ['bargain_bo', 'Starter Bundle is cheaper than its parts. You are welcome.'],
  ['bargain_bo', 'The promo code from the newsletter took ten percent off my hoodie.'],
];

const HOURS_BETWEEN_POSTS = 1.7;

/** The posts that exist from the start, dated back from `now`. */
export function seededPosts(now: Date, seed: number): Post[] {
  return ROWS.map(([author, text], index) => ({
    id: `post-${index + 1}`,
    author,
    text,
    likes: between(3, 900, chance(seed, 'likes', index)),
    tags: Array.from(text.matchAll(/#(\w+)/g), ([, tag = '']) => `#${tag.toLowerCase()}`),
    at: new Date(now.getTime() - (index + 0.4) * HOURS_BETWEEN_POSTS * 3_600_000).toISOString(),
  }));
}

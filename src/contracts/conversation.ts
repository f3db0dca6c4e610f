/** What a longer conversation was about before the messages that are still told as they are. */
export interface ConversationSummary {
  text: string;
  /** How many messages it stands for. */
  messages: number;
}

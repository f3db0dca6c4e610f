/** As many messages of a conversation as are asked for at once. */
export const PAGE_OF_MESSAGES = 200;

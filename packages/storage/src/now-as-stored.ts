/** Now, as the columns round it that hold times: by the exact time, what is due at once would be due half a millisecond later. */
export const nowAsStored = 'now()::timestamptz(3)'

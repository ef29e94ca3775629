-- Whether calls of one kind may leave, and when: one question for all that wait in a process. Times are microseconds of
-- Redis' clock.
--
-- KEYS: the windows of their kind of call; for each call whose receiver is limited, the window of its receiver.
-- ARGV: how far ahead a departure may be granted to the first of them, and to the others; how long the answer takes, less
-- than that; 1 if what is kept does not count; how many windows there are; spacing,
-- slack and period of each; then for each call the same three of its receiver, `0 0 0` where that is not limited.
-- Gives {now, rest}: the caller asks again after `rest`, about those that found no room and all that have come meanwhile. And
-- for each call two more: {…, 0, when}: it counts as having left then. {…, 1, 0}: no room. {…, 2, wait}: none for its receiver.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function argument(index)
    return tonumber(ARGV[index])
end
local horizon, near, takes, windows = argument(1), argument(2), argument(3), argument(5)

local function text(number)
    return string.format('%.0f', number)
end

local function pace(window)
    local at = 3 * window + 3
    return argument(at), argument(at + 1), argument(at + 2)
end

local state = redis.call('HMGET', KEYS[1], 'since', 'paused', '1', '2', '3')
if ARGV[4] == '1' then
    state = { false, state[2] }
end
local since = tonumber(state[1]) or now
if since > now then
    -- the clock was set back
    since = now
end
local paused = tonumber(state[2]) or 0
if paused > now + 600000000 then
    -- no pause is that long, unless the clock was set back
    paused = 0
end

local next = {}
for window = 1, windows do
    local spacing, slack = pace(window)
    -- what is not known, or cannot be, counts as full: all that was ever granted has left by then
    local full = now + horizon + slack
    local at = tonumber(state[window + 2]) or full
    if at > full + spacing then
        at = full
    end
    next[window] = at
end
local function room()
    local leave = math.max(now + takes, paused)
    for window = 1, windows do
        local _, slack = pace(window)
        leave = math.max(leave, next[window] - slack)
    end
    return leave
end

local answer, granted, full_up, receivers = { text(now), '0' }, false, false, 1
local at = 3 * windows + 6
for call = 1, (#ARGV - at + 1) / 3 do
    local spacing, slack, period = argument(at), argument(at + 1), argument(at + 2)
    at = at + 3
    local key = nil
    if spacing > 0 then
        receivers = receivers + 1
        key = KEYS[receivers]
    end
    local leave = room()
    local kind, when = 0, leave
    if full_up or leave > now + (granted and near or horizon) then
        full_up = true
        kind, when = 1, 0
    elseif key then
        local held = redis.call('HMGET', key, 'next', 'paused')
        local full = now + horizon + slack
        local window = tonumber(held[1])
        if not window or window < since then
            -- it may have been lost with all else
            window = now
            if now - since < 1.12 * period + horizon then
                window = full
            end
        elseif window > full + spacing then
            window = full
        end
        local free = window - slack
        local receiver_paused = tonumber(held[2]) or 0
        if receiver_paused > free and receiver_paused <= now + 600000000 then
            free = receiver_paused
        end
        if free > leave then
            kind, when = 2, free - now
        else
            window = math.max(window, leave) + spacing
            redis.call('HSET', key, 'next', text(window))
            redis.call('PEXPIRE', key, text((window - now + 2 * period) / 1000 + 1000))
        end
    end
    if kind == 0 then
        granted = true
        for window = 1, windows do
            next[window] = math.max(next[window], leave) + pace(window)
        end
    end
    answer[#answer + 1] = kind
    answer[#answer + 1] = text(when)
end

if granted or not state[1] then
    redis.call('HSET', KEYS[1], 'since', text(since))
    for window = 1, windows do
        redis.call('HSET', KEYS[1], window, text(next[window]))
    end
    redis.call('PEXPIRE', KEYS[1], 2592000000)
end
local leave = room()
if leave > now + near then
    -- when half of what is ahead has left; until then other processes have their turn
    answer[2] = text(leave - now - (near + takes) / 2)
end
return answer

/*
 * Moving the writer of a log: who may sign, and what followers accept.
 *
 * Two machines can write: 0 is the origin at first, 1 a replica of it that may be promoted. Whatever is published may reach a
 * follower late, out of order, again, or never, and each process may be killed and come back at any moment with what it had on
 * disk. Two entries of one position are the same only if the same machine made them.
 *
 * With LOCK the head that was signed last is a register that is changed by compare-and-swap (etcd): a machine signs only what
 * continues it, and finds out so that it is the origin no longer. Without, two machines may sign at once.
 *
 * Checked by spin: no follower ever has two different entries for one position (HELD, always), and with LOCK no two followers
 * do. Without LOCK spin finds two that do: one of them then has evidence of the fork as soon as it hears of the other's.
 */
#ifndef N
#define N 3
#endif
#define FOLLOWERS 2

/* 1 or 2: made by machine 0 or 1; 0: nothing there. */
typedef entries { byte at[N]; byte size };

entries disk[2];          /* what each machine has on disk */
byte wrote[2];            /* how much of it it knows that it has signed */
byte published[2];        /* how much of that whoever asks is given */
bool up[2];               /* its process runs */
bool origin[2];           /* it believes that it is the origin: on disk */
entries head;             /* the register: what was signed last */
entries held[FOLLOWERS];  /* what each follower has committed */
bool stopped[FOLLOWERS];  /* it has found a fork */
byte first[FOLLOWERS * N]; /* the entry that a follower committed first at a position: never written again */

byte i;                   /* only inside atomic and d_step */
bool same;

/* Whether the first `count` entries of two logs are the same. */
inline compare(left, right, count) {
    same = true;
    i = 0;
    do
    :: i < count ->
        if
        :: left.at[i] != right.at[i] -> same = false
        :: else
        fi;
        i++
    :: else -> break
    od;
    i = 0
}

inline copy(to, from, count) {
    i = 0;
    do
    :: i < count -> to.at[i] = from.at[i]; i++
    :: else -> break
    od;
    to.size = count;
    i = 0
}

/* The program that writes on machine `me`. */
proctype Machine(byte me) {
    do
    /* Appends: acknowledged once it is on disk. */
    :: atomic { up[me] && origin[me] && disk[me].size < N ->
            disk[me].at[disk[me].size] = me + 1;
            disk[me].size++ }
    /* Signs what it has appended. */
    :: d_step { up[me] && origin[me] && wrote[me] < disk[me].size ->
#ifdef LOCK
            compare(head, disk[me], head.size);
            if
            :: head.size <= disk[me].size && same ->
                copy(head, disk[me], disk[me].size);
                wrote[me] = disk[me].size
            /* Somebody else has signed what it has not: it is the origin no longer. */
            :: else -> origin[me] = false
            fi
#else
            wrote[me] = disk[me].size
#endif
        }
    :: d_step { up[me] && wrote[me] > published[me] -> published[me] = wrote[me] }
    /* The replica takes what the origin has published, as a follower does. */
    :: d_step { up[me] && !origin[me] && me == 1 && published[0] > disk[1].size ->
            compare(disk[0], disk[1], disk[1].size);
            if
            :: same -> copy(disk[1], disk[0], published[0])
            :: else
            fi }
    /* It is promoted, where it has everything that was signed. */
    :: d_step { up[me] && !origin[me] && me == 1 ->
#ifdef LOCK
            compare(head, disk[1], disk[1].size);
            if
            :: head.size == disk[1].size && same -> origin[1] = true; wrote[1] = disk[1].size
            :: else
            fi
#else
            origin[1] = true;
            wrote[1] = disk[1].size
#endif
        }
    /* Killed between any two of these, it does not know what it has signed and not published. */
    :: d_step { up[me] -> up[me] = false; wrote[me] = published[me] }
    :: d_step { !up[me] -> up[me] = true }
    od
}

proctype Follower(byte me) {
    byte from, size;
    do
    /* A checkpoint reaches it: any that was ever published. A prefix of what is on disk is what that checkpoint signed. */
    :: !stopped[me] ->
        select (from : 0 .. 1);
        select (size : 1 .. N);
        d_step {
            if
            :: size > published[from]
            :: else ->
                if
                :: size <= held[me].size -> compare(disk[from], held[me], size)
                :: else -> compare(disk[from], held[me], held[me].size)
                fi;
                if
                :: !same -> stopped[me] = true
                :: same && size > held[me].size ->
                    copy(held[me], disk[from], size);
                    i = 0;
                    do
                    :: i < size ->
                        if
                        :: first[me * N + i] == 0 -> first[me * N + i] = held[me].at[i]
                        :: else
                        fi;
                        assert(first[me * N + i] == held[me].at[i]);
#ifdef AGREE
                        assert(first[(1 - me) * N + i] == 0 || first[(1 - me) * N + i] == held[me].at[i]);
#endif
                        i++
                    :: else -> break
                    od;
                    i = 0
                :: else
                fi
            fi;
            from = 0;
            size = 0
        }
    :: stopped[me] -> break
    od
}

init {
    atomic {
        origin[0] = true;
        up[0] = true;
        up[1] = true;
        run Machine(0);
        run Machine(1);
        run Follower(0);
        run Follower(1)
    }
}

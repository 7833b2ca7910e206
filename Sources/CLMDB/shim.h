#include <lmdb.h>

/* Tells the processor to fetch what lies in the `length` bytes before `end`. A hint: it never faults. */
static inline void clmdb_prefetch_before(const void *end, size_t length) {
    for (size_t distance = 64; distance < length + 64; distance += 64)
        __builtin_prefetch((const char *)end - distance);
}

/* Linux's, which glibc declares only where _GNU_SOURCE is defined. Mode 1 keeps the file's length. */
extern int fallocate(int descriptor, int mode, __off_t offset, __off_t length);

/*
 * banned: functions that invite overflows, hidden state, locale or races. Force-included into
 * every file of ours; a use is a compile error that names the function.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets atoi atol atoll atof
#pragma GCC poison gmtime localtime ctime asctime strerror setlocale tmpnam mktemp

/* "rand" is a parameter's name in OpenSSL's headers, where a poisoned word cannot stand. */
int rand(void) __attribute__((deprecated("rand() has hidden state")));
void srand(unsigned seed) __attribute__((deprecated("srand() has hidden state")));

#endif

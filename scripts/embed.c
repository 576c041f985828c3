/*
 * embed: writes the files of data/ as one C file, which the build links into the program.
 *
 *     embed ROOT FILE... >embedded.c
 *
 * Every FILE is below the folder ROOT, and its name in the program is what follows ROOT. A file is
 * one string literal with a line of C for each of its lines, so that the result can be read. It
 * is run by the Makefile on the machine that builds, and is no part of the program.
 */
#include <errno.h>
#include <stdbool.h>

static void literal(int c)
{
    if (c == '"' || c == '\\' || c == '?') /* "??=" would be a trigraph to some compilers */
        printf("\\%c", c);
    else if (c == '\n')
        fputs("\\n", stdout);
    else if (c < ' ' || c > '~')
        printf("\\%03o", (unsigned)c);
    else
        putchar(c);
}

static bool text(const char *path, unsigned i)
{
    FILE *f = fopen(path, "rb");
    bool in_line = false;
    int c;

    if (!f) {
        perror(path);
        return false;
    }
    printf("\nstatic const char text_%u[] =", i);
    while ((c = getc(f)) != EOF) {
        if (!in_line)
            fputs("\n    \"", stdout);
        literal(c);
        in_line = c != '\n';
        if (!in_line)
            putchar('"');
    }
    fputs(in_line ? "\";\n" : "\n    \"\";\n", stdout);
    if (ferror(f)) {
        perror(path);
        fclose(f);
        return false;
    }
    fclose(f);
    return true;
}

int main(int argc, char **argv)
{
    size_t root;

    if (argc < 3) {
        fputs("usage: embed ROOT FILE... >embedded.c\n", stderr);
        return 2;
    }
    root = strlen(argv[1]) + 1;
    puts("/* Made by scripts/embed.c out of the files of data/. */\n#include \"data/files.h\"");
    for (int i = 2; i < argc; i++)
        if (!text(argv[i], (unsigned)i - 2))
            return 1;
    puts("\nconst struct data_file data_embedded[] = {");
    for (int i = 2; i < argc; i++)
        printf("    { STR_INIT(\"%s\"), STR_INIT(\"built-in/%s\"), { text_%d, sizeof text_%d - 1 } "
               "},\n",
               argv[i] + root, argv[i] + root, i - 2, i - 2);
    printf("};\n\nconst size_t data_embedded_n = %d;\n", argc - 2);
    if (fflush(stdout) != 0) {
        perror("embed");
        return 1;
    }
    return 0;
}

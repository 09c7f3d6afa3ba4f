/* Stands for the launcher that a virtual environment has as its python.exe: starts the Python of pyvenv.cfg and waits. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>
#ifndef BASE
#define BASE L"python.exe"
#endif
#define MOST 32768
int wmain(int argc, wchar_t **argv) {
    static wchar_t me[MOST], settings[MOST], home[MOST], program[MOST];
    static char line[8192];
    GetModuleFileNameW(NULL, me, MOST);
    SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", me);
    wcscpy(settings, me);
    *wcsrchr(settings, L'\\') = 0;
    *wcsrchr(settings, L'\\') = 0;
    wcscat(settings, L"\\pyvenv.cfg");
    FILE *file = _wfopen(settings, L"rb");
    if (!file) return 106;
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "home", 4)) continue;
        char *value = strchr(line, '=') + 1;
        while (*value == ' ') value++;
        value[strcspn(value, "\r\n")] = 0;
        MultiByteToWideChar(CP_UTF8, 0, value, -1, home, MOST);
    }
    fclose(file);
    swprintf(program, MOST, L"%ls\\%ls", home, BASE);
    STARTUPINFOW start;
    PROCESS_INFORMATION process;
    DWORD ended;
    GetStartupInfoW(&start);
    if (!CreateProcessW(program, GetCommandLineW(), NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 107;
    WaitForSingleObjectEx(process.hProcess, INFINITE, FALSE);
    GetExitCodeProcess(process.hProcess, &ended);
    return ended;
}

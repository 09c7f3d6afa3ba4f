/* python.exe: loads the interpreter's library beside it and hands over. */
#include <windows.h>
typedef int (*main_like)(int, wchar_t **);
int wmain(int argc, wchar_t **argv) {
    HMODULE interpreter = LoadLibraryW(L"python311.dll");
    if (!interpreter) return 99;
    return ((main_like)GetProcAddress(interpreter, "Py_Main"))(argc, argv);
}

@echo off
rem SPDX-License-Identifier: BSD-3-Clause
rem Finds a Java that is new enough and runs a command with it. The archive has this file under the name of every command, and the name
rem says which one to run. Java's options are in etc\jvm.options. Unlike bin/platter, which is for sh, this puts every library on the
rem class path: cmd cannot look at the words of a command line without interpreting them.
rem
rem Paths stand in quotes and never between parentheses: they may contain blanks, parentheses and ampersands themselves.
setlocal EnableExtensions DisableDelayedExpansion
set "needed=25"
set "name=%~n0"
for %%I in ("%~dp0..") do set "home=%%~fI"

set "main=dev.platter.cli.Main"
if /i "%name%"=="platterd" set "main=dev.platter.daemon.Main"
if /i "%name%"=="platterctl" set "main=dev.platter.ctl.Main"
if /i "%name%"=="platter-copy" set "main=dev.platter.cli.copy.CopyCommand"
if /i "%name%"=="platter-info" set "main=dev.platter.cli.info.InfoCommand"
if /i "%name%"=="platter-gzip" set "main=dev.platter.tool.gzip.Main"
if /i "%name%"=="platter-evil-map" set "main=dev.platter.cli.evilmap.EvilMapCommand"

set "java="
set "newest=0"
set "newest_at="
if not defined PLATTER_JAVA goto own
set "chosen=%PLATTER_JAVA:"=%"
if exist "%chosen%\bin\java.exe" set "chosen=%chosen%\bin\java.exe"
call :consider "%chosen%"
if defined java goto run
if not "%newest%"=="0" goto old_choice
set "reason=Java %needed% or newer is needed, and PLATTER_JAVA=%PLATTER_JAVA:"=% is not a Java: set it to a JDK's folder or program"
goto fail
:old_choice
set "reason=Java %needed% or newer is needed, and PLATTER_JAVA=%PLATTER_JAVA:"=% is Java %newest%: set it to a newer one"
goto fail

:own
if not exist "%home%\runtime\bin\java.exe" goto installed
call :consider "%home%\runtime\bin\java.exe"
if defined java goto run
set "reason=the Java in %home%\runtime does not work: install Platter again"
goto fail

:installed
if defined JAVA_HOME call :consider "%JAVA_HOME:"=%\bin\java.exe"
for %%J in (java.exe) do call :consider "%%~$PATH:J"
for %%F in ("Eclipse Adoptium" "Java" "Microsoft" "Zulu" "Amazon Corretto" "BellSoft") do for /d %%D in ("%ProgramFiles%\%%~F\*") do call :consider "%%~D\bin\java.exe"
for /d %%D in ("%USERPROFILE%\.jdks\*") do call :consider "%%~D\bin\java.exe"
if defined java goto run
if not "%newest%"=="0" goto old
set "reason=Java %needed% or newer is needed, and none was found: install one, or set PLATTER_JAVA to its folder"
goto fail
:old
set "reason=Java %needed% or newer is needed, and the newest found is Java %newest% at %newest_at%: install one, or set PLATTER_JAVA to its folder"
goto fail

:run
set "missing=%home%\lib\platter-start-*.jar"
if not exist "%missing%" goto damaged
set "missing=%home%\etc\jvm.options"
if not exist "%missing%" goto damaged
rem Java itself looks what jars a folder has.
set "classes=%home%\lib\*;%home%\lib\daemon\*;%home%\lib\gzip\*;%home%\lib\progress\*;%home%\lib\profile\*;%home%\lib\psk\*"
"%java%" "@%home%\etc\jvm.options" %PLATTER_JAVA_OPTIONS% "-Dplatter.home=%home%" "-Dplatter.name=%name%" -cp "%classes%" dev.platter.start.Start %main% %*
exit /b %ERRORLEVEL%

:damaged
set "reason=%missing% is missing: install Platter again"
:fail
rem With its quotes it could not be echoed safely, and without them an ampersand would begin another command.
setlocal EnableDelayedExpansion
>&2 echo platter: error: !reason!
exit /b 1

rem Remembers the Java at %1 if it is new enough, or else the newest of those that are too old. Reading its release file takes no time.
:consider
if defined java exit /b 0
if not exist "%~1" exit /b 0
set "feature=0"
for %%R in ("%~dp1..\release") do set "release=%%~fR"
if not exist "%release%" exit /b 0
for /f "usebackq tokens=1,2 delims==" %%A in ("%release%") do if "%%A"=="JAVA_VERSION" for /f "tokens=1 delims=.+-_" %%V in ("%%~B") do set "feature=%%V"
if %feature% geq %needed% set "java=%~1"
if %feature% geq %needed% exit /b 0
if %feature% leq %newest% exit /b 0
set "newest=%feature%"
set "newest_at=%~1"
exit /b 0

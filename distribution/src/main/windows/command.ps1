# SPDX-License-Identifier: BSD-3-Clause
# Finds a Java that is new enough and runs a command with it. The archive has this file under the name of every command, in a folder of
# its own: PowerShell prefers a .ps1 to a .cmd, and where scripts are forbidden, as they are by default, that would hide the command that
# works. Where they are allowed, this one passes on every word as it is, and shows progress. Java's options are in etc\jvm.options.
#Requires -Version 5.1

$ErrorActionPreference = 'Stop'
$needed = 25
$name = [IO.Path]::GetFileNameWithoutExtension($MyInvocation.MyCommand.Name)
$installation = Split-Path -Parent $PSScriptRoot

$main = switch ($name) {
    'platterd' { 'dev.platter.daemon.Main' }
    'platterctl' { 'dev.platter.ctl.Main' }
    'platter-copy' { 'dev.platter.cli.copy.CopyCommand' }
    'platter-info' { 'dev.platter.cli.info.InfoCommand' }
    'platter-gzip' { 'dev.platter.tool.gzip.Main' }
    'platter-evil-map' { 'dev.platter.cli.evilmap.EvilMapCommand' }
    default { 'dev.platter.cli.Main' }
}

function Stop-Command([string] $reason) {
    [Console]::Error.WriteLine("platter: error: $reason")
    exit 1
}

# The release of a Java, such as 25, or 0 if there is none.
function Get-Feature([string] $java) {
    $release = Join-Path (Split-Path -Parent (Split-Path -Parent $java)) 'release'
    if ((Test-Path -LiteralPath $java -PathType Leaf) -and (Test-Path -LiteralPath $release -PathType Leaf)) {
        foreach ($line in Get-Content -LiteralPath $release) {
            if ($line -match '^JAVA_VERSION="?(\d+)') {
                return [int] $Matches[1]
            }
        }
    }
    return 0
}

function Find-Java {
    if ($env:PLATTER_JAVA) {
        $chosen = $env:PLATTER_JAVA
        if (Test-Path -LiteralPath $chosen -PathType Container) {
            $chosen = Join-Path $chosen 'bin\java.exe'
        }
        $feature = Get-Feature $chosen
        if ($feature -eq 0) {
            Stop-Command "Java $needed or newer is needed, and PLATTER_JAVA=$env:PLATTER_JAVA is not a Java: set it to a JDK's folder or program"
        } elseif ($feature -lt $needed) {
            Stop-Command "Java $needed or newer is needed, and PLATTER_JAVA=$env:PLATTER_JAVA is Java ${feature}: set it to a newer one"
        }
        return $chosen
    }
    $own = Join-Path $installation 'runtime\bin\java.exe'
    if (Test-Path -LiteralPath $own) {
        if ((Get-Feature $own) -lt $needed) {
            Stop-Command "the Java in $installation\runtime does not work: install Platter again"
        }
        return $own
    }
    $candidates = @()
    if ($env:JAVA_HOME) {
        $candidates += Join-Path $env:JAVA_HOME 'bin\java.exe'
    }
    $candidates += Get-Command java.exe -CommandType Application -ErrorAction SilentlyContinue | ForEach-Object { $_.Source }
    $folders = 'Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft' | ForEach-Object { "$env:ProgramFiles\$_\*" }
    $candidates += Get-Item -Path ($folders + "$env:USERPROFILE\.jdks\*") -ErrorAction SilentlyContinue |
        ForEach-Object { Join-Path $_.FullName 'bin\java.exe' }
    $newest = 0
    $newestAt = ''
    foreach ($candidate in $candidates) {
        $feature = Get-Feature $candidate
        if ($feature -ge $needed) {
            return $candidate
        } elseif ($feature -gt $newest) {
            $newest = $feature
            $newestAt = $candidate
        }
    }
    if ($newest -gt 0) {
        Stop-Command "Java $needed or newer is needed, and the newest found is Java $newest at ${newestAt}: install one, or set PLATTER_JAVA to its folder"
    }
    Stop-Command "Java $needed or newer is needed, and none was found: install one, or set PLATTER_JAVA to its folder"
}

$java = Find-Java
foreach ($file in 'lib\platter-start-*.jar', 'etc\jvm.options') {
    if (-not (Test-Path (Join-Path $installation $file))) {
        Stop-Command "$installation\$file is missing: install Platter again"
    }
}
# Java itself looks what jars a folder has.
$classes = ('lib', 'lib\daemon', 'lib\gzip', 'lib\profile', 'lib\progress', 'lib\psk' | ForEach-Object { "$installation\$_\*" }) -join ';'
$options = @("@$installation\etc\jvm.options")
if ($env:PLATTER_JAVA_OPTIONS) {
    $options += -split $env:PLATTER_JAVA_OPTIONS
}
$options += "-Dplatter.home=$installation", "-Dplatter.name=$name", '-cp', $classes, 'dev.platter.start.Start', $main

# Java cannot ask whether standard error is a terminal, nor how high it is. What is set for it would stay set in this session.
$before = $env:PLATTER_PROGRESS, $env:LINES
try {
    if (-not [Console]::IsErrorRedirected -and $name -in 'platter-copy', 'platter-gzip') {
        $env:PLATTER_PROGRESS = 'yes'
    }
    if (-not [Console]::IsOutputRedirected -and $name -eq 'platterctl' -and -not $env:LINES) {
        $env:LINES = $Host.UI.RawUI.WindowSize.Height
    }
    if ($MyInvocation.ExpectingInput) {
        $input | & $java @options @args
    } else {
        & $java @options @args
    }
} finally {
    $env:PLATTER_PROGRESS, $env:LINES = $before
}
exit $LASTEXITCODE

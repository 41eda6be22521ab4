using System.Diagnostics;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>Programs written by others that read the same films: dcmtk, GDCM and PIL, as Debian packages them.</summary>
internal static class Peer
{
    private const string Remedy = "Install the programs that the films are compared with: apt-get install dcmtk libgdcm-tools python3-pil";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end; fails the test where it is missing or fails.</summary>
    public static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Start(start);
        // Both are drained, so that neither fills up and stops the program.
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {Patience}");
        }

        Task.WaitAll([output, error], CancellationToken.None);
        if (process.ExitCode != 0) Assert.Fail($"{program} ended with {process.ExitCode}: {output.Result}{error.Result}\n{Remedy}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail($"{start.FileName} is not on this machine. {Remedy}");
            throw;
        }
    }

    /// <summary>What dcmtk shows of a film in 8 bits; overlays off.</summary>
    public static byte[] DcmtkGrey8(byte[] film, params string[] options)
    {
        using var folder = new TempFolder();
        string input = Path.Combine(folder.Path, "film.dcm");
        string output = Path.Combine(folder.Path, "film.pgm");
        File.WriteAllBytes(input, film);
        Run("dcm2pnm", ["-q", "-O", .. options, "+op", input, output]);
        byte[] pgm = File.ReadAllBytes(output);
        // P5, width and height, the greatest value: three lines, then the pixels.
        int at = 0;
        for (int line = 0; line < 3; line++) at = Array.IndexOf(pgm, (byte)'\n', at) + 1;
        return pgm[at..];
    }

    /// <summary>A JPEG as PIL writes it.</summary>
    public static byte[] Jpeg(byte[] grey, int columns, int rows)
    {
        using var folder = new TempFolder();
        string output = Path.Combine(folder.Path, "film.jpg");
        Run("/usr/bin/python3", "-c", "import sys; from PIL import Image; Image.frombytes('L', (int(sys.argv[1]), int(sys.argv[2])), bytes.fromhex(sys.argv[3])).save(sys.argv[4])",
            columns.ToString(System.Globalization.CultureInfo.InvariantCulture), rows.ToString(System.Globalization.CultureInfo.InvariantCulture), System.Convert.ToHexString(grey), output);
        return File.ReadAllBytes(output);
    }

    /// <summary>A film as one of the converters writes it; the arguments stand before the two file names.</summary>
    public static byte[] Convert(byte[] film, string program, params string[] options)
    {
        using var folder = new TempFolder();
        string input = Path.Combine(folder.Path, "in.dcm");
        string output = Path.Combine(folder.Path, "out.dcm");
        File.WriteAllBytes(input, film);
        Run(program, [.. options, input, output]);
        return File.ReadAllBytes(output);
    }
}

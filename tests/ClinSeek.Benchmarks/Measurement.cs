using System.Globalization;
using System.Runtime.InteropServices;

namespace ClinSeek.Benchmarks;

/// <summary>Medians with their spread, and the conditions they were measured under.</summary>
internal static class Measurement
{
    /// <summary>Says what machine this is: figures without it mean nothing.</summary>
    public static void PrintConditions(string what)
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
            : "unknown";
        string load = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
        Console.WriteLine($"# {what}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"# {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {processor}, load before {load}"));
    }

    /// <summary>Prints the median, smallest and largest of some figures.</summary>
    public static void PrintSpread(string name, IReadOnlyList<double> figures, string unit)
    {
        double[] sorted = [.. figures.Order()];
        double median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-44} median {median,12:#,0.###} {unit}   (min {sorted[0]:#,0.###}, max {sorted[^1]:#,0.###}, n {sorted.Length})"));
    }
}

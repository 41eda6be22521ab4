using System.Globalization;
using System.Runtime.InteropServices;

namespace ClinSeek.Benchmarks.Engine;

/// <summary>How the benchmarks of this folder say what they measured, on what.</summary>
internal static class Measurement
{
    public static void PrintMachine(string title)
    {
        Console.WriteLine(title);
        Console.WriteLine(Text($"  machine: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Build}"));
        if (File.Exists("/proc/loadavg"))
            Console.WriteLine($"  load before: {File.ReadAllText("/proc/loadavg").Trim()}");
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(share * sorted.Length))];
    }

    public static string Spread(IReadOnlyCollection<double> values, string unit) =>
        Text($"median {Median(values):N2} {unit} (min {values.Min():N2}, max {values.Max():N2}, {values.Count} runs)");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Build =>
#if DEBUG
        "Debug build: figures are worthless";
#else
        "Release";
#endif
}

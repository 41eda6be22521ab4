using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ClinSeek.Benchmarks;

/// <summary>
/// A folder for what a benchmark writes, on a disk. A folder for temporary files may lie in memory, where a flush costs nothing;
/// and ext4 without a journal looks at every file that was removed in the last minutes before it makes a new one in the same
/// part of the disk, which makes a new file ten times as dear where tests have cleared up. So a few places are tried, the best
/// is taken, and what a file costs there is said.
/// </summary>
internal sealed class DiskFolder : IDisposable
{
    private const int Files = 40;
    private static readonly string[] InMemory = ["tmpfs", "ramfs"];

    private DiskFolder(string path, double made, double flushed) => (Path, MicrosecondsToMake, MicrosecondsToFlush) = (path, made, flushed);

    public string Path { get; }

    /// <summary>To make a small file, in the median.</summary>
    public double MicrosecondsToMake { get; }

    /// <summary>To flush it, in the median.</summary>
    public double MicrosecondsToFlush { get; }

    /// <summary>A new folder where files are made fastest.</summary>
    public static DiskFolder Create(string name)
    {
        string[] places = [AppContext.BaseDirectory, "/var/tmp", System.IO.Path.GetTempPath()];
        DiskFolder[] tried = [.. places.Where(static place => Directory.Exists(place) && !InMemory.Contains(new DriveInfo(place).DriveFormat)).Select(place => Try(place, name))];
        DiskFolder best = tried.Length > 0 ? tried.MinBy(static folder => folder.MicrosecondsToMake)! : Try(System.IO.Path.GetTempPath(), name);
        foreach (DiskFolder other in tried.Where(other => other != best))
        {
            other.Dispose();
        }

        return best;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{new DriveInfo(Path).DriveFormat}, a new file takes {MicrosecondsToMake:0} us and its flush {MicrosecondsToFlush:0} us");

    private static DiskFolder Try(string place, string name)
    {
        string folder = System.IO.Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"clinseek-{name}-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(folder);
        byte[] content = Encoding.ASCII.GetBytes(new string('x', 500));
        List<double> made = [], flushed = [];
        for (int number = 0; number < Files; number++)
        {
            long start = Stopwatch.GetTimestamp();
            using var file = new FileStream(System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"probe-{number}")), FileMode.CreateNew);
            file.Write(content);
            file.Flush();
            made.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            start = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            flushed.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return new DiskFolder(folder, Median(made), Median(flushed));
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}

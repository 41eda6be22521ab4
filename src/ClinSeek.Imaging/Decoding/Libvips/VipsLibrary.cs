namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>The native library, opened at the first use in the process.</summary>
internal static class VipsLibrary
{
    private static readonly Lazy<FilmFailure?> Opened = new(Open);

    /// <summary>Why the library cannot be used; null where it can.</summary>
    public static FilmFailure? Failure => Opened.Value;

    private static FilmFailure? Open()
    {
        try
        {
            if (VipsCalls.Init("clinseek") != 0) return Unavailable("libvips does not start");
            // Loaders that were not made for hostile files stay shut, whatever a file claims to be.
            VipsCalls.BlockUntrusted(1);
            // Films are decoded side by side, each on its caller's thread; a cache of operations would only hold their memory.
            VipsCalls.SetConcurrency(1);
            VipsCalls.SetCacheMaximum(0);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return Unavailable("the native library of libvips (libvips-cpp.so) cannot be loaded");
        }
    }

    private static FilmFailure Unavailable(string cause) => new(
        FilmFailureKind.DecoderUnavailable, cause, "Build the project again so that it is copied beside the program; Linux on x64 with glibc is what it is built for");
}

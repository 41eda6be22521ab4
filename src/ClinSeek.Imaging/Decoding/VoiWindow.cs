namespace ClinSeek.Imaging.Decoding;

/// <summary>A VOI window: from modality values to 0 (least) .. 1 (most).</summary>
/// <param name="Centre">(0028,1050), in modality values.</param>
/// <param name="Width">(0028,1051), in modality values.</param>
/// <param name="Function">(0028,1056).</param>
public sealed record VoiWindow(double Centre, double Width, VoiFunction Function = VoiFunction.Linear)
{
    /// <summary>Whether the standard allows this width for this function.</summary>
    public bool IsValid => double.IsFinite(Centre) && double.IsFinite(Width) && (Function == VoiFunction.Linear ? Width >= 1 : Width > 0);

    /// <summary>The window that shows everything from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal static VoiWindow Over(double least, double most) =>
        new((least + most + 1) / 2, most - least + 1);

    /// <summary>The shown value, exactly as the standard defines it.</summary>
    internal double Apply(double value)
    {
        switch (Function)
        {
            case VoiFunction.Sigmoid:
                return 1 / (1 + Math.Exp(-4 * (value - Centre) / Width));
            case VoiFunction.LinearExact:
                return Math.Clamp(((value - Centre) / Width) + 0.5, 0, 1);
            default:
                // Half a step and one less: the linear function counts integer values, ends included.
                (double centre, double width) = (Centre - 0.5, Width - 1);
                if (value <= centre - (width / 2)) return 0;
                return value > centre + (width / 2) ? 1 : Math.Clamp(((value - centre) / width) + 0.5, 0, 1);
        }
    }

    /// <summary>
    /// The shown value in 8 bits, its fraction cut off. The standard leaves rounding open; this is dcmtk's arithmetic, in its
    /// order, so that pictures are equal to those of a viewer that others can hold beside them.
    /// </summary>
    internal byte Grey8(double value, bool inverse)
    {
        (double low, double high) = inverse ? (255.0, 0.0) : (0.0, 255.0);
        if (Function == VoiFunction.Sigmoid) return (byte)(((high - low) * Apply(value)) + low);
        (double centre, double width) = Function == VoiFunction.Linear ? (Centre - 0.5, Width - 1) : (Centre, Width);
        if (value <= centre - (width / 2)) return (byte)low;
        if (value > centre + (width / 2)) return (byte)high;
        double gradient = (high - low) / width;
        return (byte)Math.Clamp(high - (((centre / width) + 0.5) * (high - low)) + (value * gradient), 0, 255);
    }
}

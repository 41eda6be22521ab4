namespace ClinSeek.Imaging.Decoding;

/// <summary>What is shown for each stored code.</summary>
/// <param name="Shown">0 black to 1 white.</param>
/// <param name="Grey8">The same in 8 bits.</param>
internal sealed record GreyTables(float[] Shown, byte[] Grey8)
{
    /// <summary>Tables over so many codes, all black.</summary>
    public static GreyTables Black(int codes) => new(new float[codes], new byte[codes]);

    /// <summary>The tables of an image whose values are shown as they are: 0 black, the greatest white.</summary>
    public static GreyTables Plain(int codes)
    {
        GreyTables tables = Black(codes);
        for (int code = 0; code < codes; code++)
        {
            tables.Shown[code] = (float)code / (codes - 1);
            tables.Grey8[code] = (byte)((long)code * 255 / (codes - 1));
        }

        return tables;
    }

    /// <summary>The tables of an image whose values are shown through a window.</summary>
    public static GreyTables Through(VoiWindow window, int codes)
    {
        GreyTables tables = Black(codes);
        for (int code = 0; code < codes; code++) tables.Set(code, code, window, inverse: false);
        return tables;
    }

    /// <summary>Sets what is shown for a code by its modality value.</summary>
    public void Set(int code, double value, VoiWindow window, bool inverse)
    {
        double shown = window.Apply(value);
        Shown[code] = (float)(inverse ? 1 - shown : shown);
        Grey8[code] = window.Grey8(value, inverse);
    }
}

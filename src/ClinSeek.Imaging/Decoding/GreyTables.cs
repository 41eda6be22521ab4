namespace ClinSeek.Imaging.Decoding;

/// <summary>What is shown for each stored code.</summary>
/// <param name="Shown">0 black to 1 white.</param>
/// <param name="Grey8">The same in 8 bits.</param>
internal sealed record GreyTables(float[] Shown, byte[] Grey8)
{
    /// <summary>Fills both from exact values; codes left at NaN are padding, which is black.</summary>
    public static GreyTables From(ReadOnlySpan<double> shown)
    {
        var tables = new GreyTables(new float[shown.Length], new byte[shown.Length]);
        for (int code = 0; code < shown.Length; code++)
        {
            if (double.IsNaN(shown[code])) continue;
            tables.Shown[code] = (float)shown[code];
            // A sum of fractions may end a hair below the whole number that it is.
            tables.Grey8[code] = (byte)((shown[code] * 255) + 1e-9);
        }

        return tables;
    }

    /// <summary>The tables of an image whose values are shown as they are: 0 black, the greatest white.</summary>
    public static GreyTables Plain(int codes)
    {
        var shown = new double[codes];
        for (int code = 0; code < codes; code++) shown[code] = (double)code / (codes - 1);
        return From(shown);
    }
}

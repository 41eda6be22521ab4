namespace ClinSeek.Imaging.Grounding;

/// <summary>A class-activation map, drawn finer.</summary>
internal static class ActivationMap
{
    /// <summary>
    /// The map as shares of its greatest value, at <paramref name="times"/> as many rows and columns, linear in between. What
    /// is below zero speaks against the finding and counts as zero. All zero where nothing speaks for it.
    /// </summary>
    public static float[] Finer(ReadOnlySpan<float> map, int height, int width, int times)
    {
        float greatest = 0;
        foreach (float value in map) greatest = Math.Max(greatest, value);
        var finer = new float[map.Length * times * times];
        if (greatest <= 0) return finer;
        for (int y = 0; y < height * times; y++)
        {
            (int y0, int y1, float down) = Neighbours(y, height, times);
            for (int x = 0; x < width * times; x++)
            {
                (int x0, int x1, float right) = Neighbours(x, width, times);
                float upper = Mix(Share(map[(y0 * width) + x0], greatest), Share(map[(y0 * width) + x1], greatest), right);
                float lower = Mix(Share(map[(y1 * width) + x0], greatest), Share(map[(y1 * width) + x1], greatest), right);
                finer[(y * width * times) + x] = Mix(upper, lower, down);
            }
        }

        return finer;
    }

    private static (int Before, int After, float Way) Neighbours(int fine, int cells, int times)
    {
        float place = ((fine + 0.5f) / times) - 0.5f;
        int before = (int)MathF.Floor(place);
        return (Math.Max(before, 0), Math.Min(before + 1, cells - 1), place - before);
    }

    private static float Share(float value, float greatest) => Math.Max(value, 0) / greatest;

    private static float Mix(float one, float other, float way) => one + ((other - one) * way);
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>Arithmetic on embeddings.</summary>
internal static class Vectors
{
    /// <summary>A vector of length 1, or zeros where there is no direction.</summary>
    public static float[] Normalised(ReadOnlySpan<float> vector)
    {
        double length = Math.Sqrt(Dot(vector, vector));
        var unit = new float[vector.Length];
        for (int place = 0; place < unit.Length && length > 0; place++)
        {
            unit[place] = (float)(vector[place] / length);
        }

        return unit;
    }

    /// <summary>The scalar product; 0 for vectors of two lengths, which come from two models.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            return 0;
        }

        ReadOnlySpan<Vector<float>> wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        ReadOnlySpan<Vector<float>> wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> sum = Vector<float>.Zero;
        for (int place = 0; place < wideA.Length; place++)
        {
            sum += wideA[place] * wideB[place];
        }

        double total = Vector.Sum(sum);
        for (int place = wideA.Length * Vector<float>.Count; place < a.Length; place++)
        {
            total += a[place] * b[place];
        }

        return total;
    }
}

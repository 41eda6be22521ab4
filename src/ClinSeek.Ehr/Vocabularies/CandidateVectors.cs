using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Ehr.Vocabularies;

/// <summary>
/// The embeddings of one candidate table by one model, side by side in memory: a query is a walk over one array. Immutable and shared
/// between threads.
/// </summary>
internal sealed class CandidateVectors
{
    private readonly float[] _values;
    private readonly int _length;
    private readonly string[] _names;
    private readonly int[] _ranks;

    private CandidateVectors(float[] values, int length, string[] names) =>
        (_values, _length, _names, _ranks) = (values, length, names, BestPlaces.RanksOf(names));

    /// <summary>Its size in memory, near enough.</summary>
    public long Bytes => (4L * _values.Length) + (100L * _names.Length);

    /// <summary>Reads rows of name and vector; null where there are none, or more than may be kept.</summary>
    public static CandidateVectors? Read(SqliteDataReader rows, int count, long mostBytes)
    {
        float[] values = [];
        var names = new List<string>();
        int length = 0;
        while (rows.Read() && names.Count < count)
        {
            ReadOnlySpan<float> vector = MemoryMarshal.Cast<byte, float>(rows.GetFieldValue<byte[]>(1));
            if (names.Count == 0)
            {
                length = vector.Length;
                if (4L * length * count > mostBytes)
                {
                    return null;
                }

                values = new float[length * count];
            }

            // A vector of another length is of another model: it is near to nothing.
            if (vector.Length == length)
            {
                vector.CopyTo(values.AsSpan(names.Count * length));
                names.Add(rows.GetString(0));
            }
        }

        return names.Count == 0 ? null : new CandidateVectors(values, length, [.. names]);
    }

    /// <summary>The names whose vectors are nearest to one, best first, and how many are near enough.</summary>
    public (IReadOnlyList<(string Name, double Score)> Best, int Total) Nearest(ReadOnlySpan<float> query, double least, int take)
    {
        var best = new BestPlaces(take, _ranks);
        int total = 0;
        for (int place = 0; place < _names.Length; place++)
        {
            double score = Vectors.Dot(query, _values.AsSpan(place * _length, _length));
            if (score >= least)
            {
                total++;
                best.Add(place, score);
            }
        }

        return ([.. best.Places.Select(found => (_names[found.Place], found.Score))], total);
    }

    /// <summary>As <see cref="Nearest"/>, of rows that are too many to be kept: one is in memory at a time. Null where there are none.</summary>
    public static (IReadOnlyList<(string Name, double Score)> Best, int Total)? NearestOf(SqliteDataReader rows, ReadOnlySpan<float> query, double least, int take)
    {
        var best = new List<(string Name, double Score)>(take + 1);
        int total = 0;
        bool any = false;
        while (rows.Read())
        {
            any = true;
            double score = Vectors.Dot(query, MemoryMarshal.Cast<byte, float>(rows.GetFieldValue<byte[]>(1)));
            if (score < least)
            {
                continue;
            }

            total++;
            if (best.Count < take || score >= best[^1].Score)
            {
                Insert(best, (rows.GetString(0), score), take);
            }
        }

        return any ? (best, total) : null;
    }

    private static void Insert(List<(string Name, double Score)> best, (string Name, double Score) hit, int take)
    {
        int at = best.Count;
        while (at > 0 && (hit.Score > best[at - 1].Score || (hit.Score == best[at - 1].Score && string.CompareOrdinal(hit.Name, best[at - 1].Name) < 0)))
        {
            at--;
        }

        best.Insert(at, hit);
        if (best.Count > take)
        {
            best.RemoveAt(take);
        }
    }
}

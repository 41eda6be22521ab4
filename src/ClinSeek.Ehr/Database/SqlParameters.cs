using SQLitePCL;

namespace ClinSeek.Ehr.Database;

/// <summary>Binds the values of a statement's parameters.</summary>
internal static class SqlParameters
{
    public static void Bind(sqlite3 database, sqlite3_stmt statement, IReadOnlyList<object?> parameters)
    {
        int wanted = Math.Min(parameters.Count, raw.sqlite3_bind_parameter_count(statement));
        for (int place = 0; place < wanted; place++)
        {
            MemoryDatabase.Check(database, parameters[place] switch
            {
                null => raw.sqlite3_bind_null(statement, place + 1),
                string text => raw.sqlite3_bind_text(statement, place + 1, text),
                int number => raw.sqlite3_bind_int64(statement, place + 1, number),
                long number => raw.sqlite3_bind_int64(statement, place + 1, number),
                double number => raw.sqlite3_bind_double(statement, place + 1, number),
                { } other => throw new ArgumentException($"A parameter cannot be a {other.GetType().Name}.", nameof(parameters)),
            });
        }
    }
}

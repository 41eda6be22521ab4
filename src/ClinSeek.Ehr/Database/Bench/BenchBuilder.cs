namespace ClinSeek.Ehr.Database.Bench;

/// <summary>
/// Makes patient databases of a clinical database's CSV files, as ClinSeek-Bench has them but typed and with null for nothing: one
/// table a file that has a <c>subject_id</c>, with the columns of <see cref="BenchRules"/>. Files are streamed, a database that is
/// there is left alone, and each row's key is its record's number in its file. <see cref="BenchDatabase"/> opens the result.
/// </summary>
public static class BenchBuilder
{
    /// <summary>Databases that are open at a time; the files are read once for each such group of patients.</summary>
    private const int PatientsAtOnce = 256;

    private const string Subject = "subject_id";

    /// <summary>Builds <c>patient_ID.db</c> for each patient.</summary>
    /// <param name="csvFolder">The CSV files, plain or as .gz, in any subfolders.</param>
    /// <param name="outputFolder">Where the databases go; made where it is not there.</param>
    /// <param name="patients">The patients' subject ids.</param>
    /// <param name="cancellationToken">Stops; what is finished stays.</param>
    /// <exception cref="InvalidDataException">A file is broken; the message names it.</exception>
    public static BenchBuild Build(string csvFolder, string outputFolder, IEnumerable<string> patients, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(outputFolder);
        string[] wanted = [.. patients.Distinct(StringComparer.Ordinal)];
        if (Array.Find(wanted, static id => id.Length is 0 or > 20 || !id.All(char.IsAsciiDigit)) is { } wrong)
        {
            throw new ArgumentException($"A subject id has 1 to 20 digits; one has {wrong.Length} characters.", nameof(patients));
        }

        ILookup<bool, string> byExistence = wanted.ToLookup(id => File.Exists(FileOf(outputFolder, id)));
        IReadOnlyList<BenchCsv> files = BenchCsv.Find(csvFolder);
        List<string> built = [];
        List<string> empty = [];
        SortedSet<string> issues = new(StringComparer.Ordinal);
        if (files.Count == 0)
        {
            issues.Add("The folder has no CSV file. Unpack the tables there.");
        }

        long rows = 0;
        foreach (string[] group in byExistence[false].Chunk(PatientsAtOnce))
        {
            Dictionary<string, BenchPatientFile> open = group.ToDictionary(static id => id, id => new BenchPatientFile(FileOf(outputFolder, id)), StringComparer.Ordinal);
            try
            {
                var rules = new BenchRules();
                foreach (BenchCsv file in files.Where(static file => BenchRules.Sources.Contains(file.Table)))
                {
                    Scan(file, open, issues, (BenchPatientFile _, in BenchRecord record) => rules.Learn(file.Table, record), cancellationToken);
                }

                foreach (BenchCsv file in files)
                {
                    Scan(file, open, issues, Writer(file.Table, rules), cancellationToken);
                }

                foreach ((string id, BenchPatientFile patient) in open)
                {
                    (patient.Rows > 0 ? built : empty).Add(id);
                    rows += patient.Rows;
                    patient.Finish();
                }
            }
            finally
            {
                foreach (BenchPatientFile patient in open.Values)
                {
                    patient.Dispose();
                }
            }
        }

        return new BenchBuild(built, [.. byExistence[true]], empty, rows, [.. issues]);
    }

    private delegate void Take(BenchPatientFile patient, in BenchRecord record);

    private static void Scan(BenchCsv file, Dictionary<string, BenchPatientFile> open, SortedSet<string> issues, Take take, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(file.Path);
        Dictionary<string, int>? header = null;
        long number = 0;
        try
        {
            foreach (string[] fields in file.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                number++;
                if (header is null)
                {
                    header = Header(fields);
                    if (!header.ContainsKey(Subject))
                    {
                        return;
                    }
                }
                else if (fields.Length != header.Count)
                {
                    issues.Add($"{name}: records that have not as many fields as the header were left out. Export the file again.");
                }
                else if (open.TryGetValue(fields[header[Subject]].Trim(), out BenchPatientFile? patient))
                {
                    take(patient, new BenchRecord(number, header, fields));
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{name}, record {number + 1}: {broken.Message}", broken);
        }
    }

    private static Take Writer(string table, BenchRules rules)
    {
        BenchTable? policy = BenchPolicy.BuiltIn.Tables.GetValueOrDefault(table);
        string? added = BenchRules.Added(table);
        (string Name, string Type)[] columns = [];
        return (BenchPatientFile patient, in BenchRecord record) =>
        {
            if (columns.Length == 0)
            {
                IEnumerable<string> names = record.Header.OrderBy(static column => column.Value).Select(static column => column.Key);
                columns = [.. (added is null || record.Header.ContainsKey(added) ? names : names.Append(added)).Select(column => (column, SqlType(policy, column)))];
            }

            string?[] cells = new string?[columns.Length];
            for (int place = 0; place < cells.Length; place++)
            {
                cells[place] = columns[place].Name == added ? rules.Value(table, record) : record[columns[place].Name];
            }

            patient.Add(table, columns, record.Number, cells);
        };
    }

    private static string SqlType(BenchTable? policy, string column) => policy?.Columns.GetValueOrDefault(column) switch
    {
        "integer" => "INTEGER",
        "real" => "REAL",
        _ => "TEXT",
    };

    private static Dictionary<string, int> Header(string[] record)
    {
        var header = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int place = 0; place < record.Length; place++)
        {
            header.TryAdd(record[place].Trim().Trim('\uFEFF').ToLowerInvariant(), place);
        }

        return header;
    }

    private static string FileOf(string folder, string id) => Path.Combine(folder, $"patient_{id}.db");
}

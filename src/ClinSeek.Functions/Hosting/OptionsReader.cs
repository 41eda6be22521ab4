using System.ComponentModel.DataAnnotations;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Hosting;

/// <summary>Reads the process's settings from appsettings.json beside the program and the environment, and refuses wrong ones.</summary>
internal static class OptionsReader
{
    /// <summary>The configuration: file, then environment (<c>ClinSeek__Data</c>, <c>Model__Endpoint</c>, ...).</summary>
    public static IConfigurationRoot Configuration() => WithoutEmpty(new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build());

    /// <summary>An empty value is one that is not set: lists of settings, such as local.settings.json, name every one.</summary>
    public static IConfigurationRoot WithoutEmpty(IConfiguration configuration) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable().Where(static setting => !string.IsNullOrEmpty(setting.Value)))
        .Build();

    /// <summary>The settings of a section, with their defaults where nothing is set.</summary>
    /// <exception cref="UserErrorException">A value is not of its kind, such as a word where a number belongs.</exception>
    public static T Section<T>(IConfiguration configuration, string name)
        where T : new()
    {
        try
        {
            return configuration.GetSection(name).Get<T>() ?? new T();
        }
        catch (InvalidOperationException wrong)
        {
            throw new UserErrorException($"The configuration is wrong: {wrong.Message} Mend the setting or take it away.", exitCode: 2, inner: wrong);
        }
    }

    /// <summary>
    /// Reads the entries of a section that holds settings by name. Bound one by one: the binder drops an entry of a dictionary that
    /// holds a value of the wrong kind without a word.
    /// </summary>
    /// <exception cref="UserErrorException">A value is not of its kind.</exception>
    public static void Entries<T>(IConfiguration configuration, string section, IDictionary<string, T> entries)
        where T : new()
    {
        foreach (IConfigurationSection entry in configuration.GetSection(section).GetChildren())
        {
            entries[entry.Key] = Section<T>(configuration, entry.Path);
        }
    }

    /// <summary>The settings of the process.</summary>
    /// <exception cref="UserErrorException">A setting is out of its range.</exception>
    public static ClinSeekOptions Read(IConfiguration configuration, string? data, string? keyFile)
    {
        ClinSeekOptions options = Section<ClinSeekOptions>(configuration, ClinSeekOptions.SectionName);
        options.Data = Path.GetFullPath(data ?? options.Data);
        options.KeyFile = keyFile ?? options.KeyFile;
        return Check(options);
    }

    /// <summary>The settings of a section, held to the ranges that it declares.</summary>
    /// <exception cref="UserErrorException">A setting is not of its kind or out of its range.</exception>
    public static T Checked<T>(IConfiguration configuration, string name)
        where T : class, new() => Check(Section<T>(configuration, name));

    /// <summary>Options that say of themselves what is wrong with them.</summary>
    /// <exception cref="UserErrorException">Something is.</exception>
    public static T Sound<T>(T options, IEnumerable<string> problems) =>
        string.Join(" ", problems) is { Length: > 0 } wrong ? throw new UserErrorException("The configuration is wrong: " + wrong, exitCode: 2) : options;

    /// <summary>The connection to a model whose settings stand in another section than the reasoner's own.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static ReasonerOptions Model(ReasonerOptions options, string section) =>
        Sound(options, options.Problems().Take(1).Select(problem => problem.Replace(ReasonerOptions.Section + ":", section + ":", StringComparison.Ordinal)));

    private static T Check<T>(T options)
        where T : class
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return Sound(options, problems.Select(static problem => problem.ErrorMessage!));
    }
}

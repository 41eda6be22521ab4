using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Functions.Hosting;

/// <summary>Reads the process's settings from appsettings.json beside the program and the environment, and refuses wrong ones.</summary>
internal static class OptionsReader
{
    /// <summary>The configuration: file, then environment (<c>ClinSeek__Data</c>, <c>Model__Endpoint</c>, ...).</summary>
    public static IConfigurationRoot Configuration() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();

    /// <summary>The settings of the process.</summary>
    /// <exception cref="UserErrorException">A setting is out of its range.</exception>
    public static ClinSeekOptions Read(IConfiguration configuration, string? data, string? keyFile)
    {
        ClinSeekOptions options = configuration.GetSection(ClinSeekOptions.SectionName).Get<ClinSeekOptions>() ?? new ClinSeekOptions();
        options.Data = Path.GetFullPath(data ?? options.Data);
        options.KeyFile = keyFile ?? options.KeyFile;
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
            ? options
            : throw new UserErrorException("The configuration is wrong: " + string.Join(" ", problems.Select(static problem => problem.ErrorMessage)));
    }
}

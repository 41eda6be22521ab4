// The process: a command line whose default command is the local host. Each concern has its folder:
// Cli (commands), Hosting (composition), Triggers (HTTP), Orchestrators (replayed code), Activities (I/O), Storage, Cases.
return await ClinSeek.Functions.Cli.CommandLine.RunAsync(args);

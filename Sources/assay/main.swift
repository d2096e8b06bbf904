import AssayCommands

await AssayProgram.main()

package uk.firstbell.memory;

import uk.firstbell.testkit.contract.DirectoryContract;

final class MemoryDirectoryContractTest extends DirectoryContract {
  @Override
  protected Parts emptyDirectory() {
    var directory = new MemoryDirectory();
    return new Parts(directory, directory, directory);
  }
}

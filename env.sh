export PP=/tmp/first/fm.jar:/tmp/first/sealing2.jar:/work/main/shared/domain/target/domain-1-SNAPSHOT.jar:/tmp/first/min/bc.jar
